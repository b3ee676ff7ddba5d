package bestow.config;

import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.config.Campaign;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Drafts and revisions as the store keeps them, each on a [Sheet]. Reading gives nothing where a
/// checksum does not fit.
final class Records {
  private static final Codec<Campaign> CAMPAIGNS = Json.codec(Campaign.class);

  private Records() {}

  static String write(Draft draft) {
    var words =
        List.of(
            Long.toString(draft.edit()),
            Long.toString(draft.savedAt().toEpochMilli()),
            draft.id().value());
    return new Sheet(words, draft.text()).write();
  }

  static Optional<Draft> draft(String record) {
    return Sheet.read(record)
        .map(
            sheet ->
                new Draft(
                    new CampaignId(sheet.words().get(2)),
                    Long.parseLong(sheet.words().get(0)),
                    instant(sheet.words().get(1)),
                    sheet.text()));
  }

  /// The text of a revision is its campaign, on one line, and below it the draft.
  static String write(Revision revision) {
    var buckets =
        new TreeMap<>(revision.buckets())
            .entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    var words =
        List.of(
            Integer.toString(revision.number()),
            Long.toString(revision.publishedAt().toEpochMilli()),
            buckets,
            Long.toString(revision.endsFirst().toEpochMilli()));
    var campaign = new String(CAMPAIGNS.write(revision.campaign()), StandardCharsets.UTF_8);
    return new Sheet(words, campaign + "\n" + revision.text()).write();
  }

  static Optional<Revision> revision(String record) {
    return Sheet.read(record)
        .flatMap(
            sheet -> {
              int end = sheet.text().indexOf('\n');
              return campaign(sheet.text().substring(0, end))
                  .map(
                      campaign ->
                          new Revision(
                              Integer.parseInt(sheet.words().get(0)),
                              instant(sheet.words().get(1)),
                              sheet.text().substring(end + 1),
                              campaign,
                              buckets(sheet.words().get(2)),
                              endsFirst(sheet.words(), campaign)));
            });
  }

  /// When the draft was written, from the head of its record alone.
  static Instant savedAt(String head) {
    return instant(List.of(head.split(" ", -1)).get(2));
  }

  private static Optional<Campaign> campaign(String json) {
    try {
      return Optional.of(CAMPAIGNS.read(json.getBytes(StandardCharsets.UTF_8)));
    } catch (MalformedJsonException _) {
      // Kept whole, yet no campaign any more: as damaged as a wrong checksum.
      return Optional.empty();
    }
  }

  private static Instant instant(String millis) {
    return Instant.ofEpochMilli(Long.parseLong(millis));
  }

  /// Revisions that were kept before this was counted say nothing of it.
  private static Instant endsFirst(List<String> words, Campaign campaign) {
    return words.size() > 3 ? instant(words.get(3)) : campaign.window().to().toInstant();
  }

  private static Map<String, Integer> buckets(String words) {
    return List.of(words.split(",", -1)).stream()
        .map(word -> List.of(word.split("=", 2)))
        .collect(Collectors.toMap(pair -> pair.get(0), pair -> Integer.valueOf(pair.get(1))));
  }
}
