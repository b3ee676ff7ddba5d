package bestow.config;

import bestow.config.ConfigStore.Answer;
import bestow.wire.config.Campaign;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Small campaigns, drafts and revisions, and short ways to what a store answered.
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-21T12:00:00.123Z");

  /// For how long records outlive their campaign.
  static final Duration KEEP = Duration.ofDays(30);

  private Samples() {}

  /// A sound file of a campaign with one gift.
  static String file(String id, long stock) {
    return """
        campaign: %s
        window: {from: 2026-11-20T00:00:00+08:00, to: 2026-12-20T00:00:00+08:00}
        gifts:
        - {gift: cake, provider: baker, stock: %d, perUser: {limit: 1, per: day}, buckets: 2}
        providers:
        - {provider: baker, endpoint: 'https://baker.example.com/', idempotency: query,
           timeouts: {connect: 1s, write: 1s, read: 1s}, promise: 1h}
        """
        .formatted(id, stock);
  }

  /// A sound file of a campaign that ends so.
  static String until(String end) {
    return file("spring", 10).replace("2026-12-20T00:00:00+08:00", end);
  }

  static byte[] bytes(String file) {
    return file.getBytes(StandardCharsets.UTF_8);
  }

  static Campaign campaign(String file) {
    return switch (CampaignFile.read(bytes(file))) {
      case CampaignFile.Reading.Sound(Campaign campaign, _) -> campaign;
      case CampaignFile.Reading.Faulty faulty -> throw new AssertionError(faulty);
    };
  }

  static CampaignId id(String id) {
    return new CampaignId(id);
  }

  static Draft draft(String id, long edit) {
    return new Draft(id(id), edit, NOW, file(id, edit + 100));
  }

  static Revision revision(String id, int number) {
    var file = file(id, number + 100);
    return revision(number, file, campaign(file));
  }

  /// A revision of a campaign that once ended earlier.
  static Revision revision(int number, String text, Campaign campaign) {
    return new Revision(number, NOW, text, campaign, Map.of("cake", 2), NOW);
  }

  /// What the store gave, where it did what it was asked.
  static <T> T done(Answer<T> answer) {
    if (answer instanceof Answer.Done<T>(T value)) {
      return value;
    }
    throw new AssertionError(answer);
  }
}
