package bestow.config;

import bestow.wire.config.Campaign;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A published revision of a campaign: it never changes.
///
/// @param number from 1, without gaps
/// @param publishedAt when, in whole milliseconds
/// @param text the draft that it was made of
/// @param campaign what was read from it
/// @param buckets of every gift that the campaign ever published, also of those that it no longer
///     offers: quota maps users to buckets by their number, so it may never change
/// @param endsFirst the earliest end that the campaign was ever published with: the first records
///     of closed orders go a fixed time after it, and no later revision makes them stay
record Revision(
    int number,
    Instant publishedAt,
    String text,
    Campaign campaign,
    Map<String, Integer> buckets,
    Instant endsFirst) {
  Revision {
    if (number < 1) {
      throw new IllegalArgumentException("number >= 1, was " + number);
    }
    buckets = Map.copyOf(buckets);
  }

  /// The first one of a campaign.
  static Revision first(Instant publishedAt, String text, Campaign campaign) {
    return new Revision(1, publishedAt, text, campaign, buckets(Map.of(), campaign), end(campaign));
  }

  /// The one after this.
  Revision next(Instant publishedAt, String text, Campaign campaign) {
    var ends = end(campaign);
    return new Revision(
        number + 1,
        publishedAt,
        text,
        campaign,
        buckets(buckets, campaign),
        ends.isBefore(endsFirst) ? ends : endsFirst);
  }

  CampaignId id() {
    return new CampaignId(campaign.campaign());
  }

  /// What a file would change that may not change any more, in the order of the file.
  ///
  /// @param keep for how long records of closed orders outlive their campaign
  List<Mistake> changes(CampaignFile.Reading.Sound now, Duration keep) {
    var gifts = IntStream.range(0, now.campaign().gifts().size()).boxed();
    return Stream.concat(longer(now, keep).stream(), gifts.flatMap(i -> buckets(now, i).stream()))
        .sorted((a, b) -> a.position().compareTo(b.position()))
        .toList();
  }

  /// Quota sets the time of a user's records when their order closes, and only the same user's next
  /// claim moves it. Whoever stays away till the records are gone counts as new, and their next
  /// order would have the number of their first.
  private Optional<Mistake> longer(CampaignFile.Reading.Sound now, Duration keep) {
    var ends = now.campaign().window().to();
    var latest = endsFirst.plus(keep);
    return end(now.campaign()).isAfter(latest)
        ? Optional.of(
            mistake(
                now,
                "window.to",
                ("window.to is %s at the latest, because the records of the first claims go then"
                        + " and their users could claim again; was %s; publish what comes later as"
                        + " a campaign with another id")
                    .formatted(latest.atOffset(ends.getOffset()), ends)))
        : Optional.empty();
  }

  private Optional<Mistake> buckets(CampaignFile.Reading.Sound now, int place) {
    var gift = now.campaign().gifts().get(place);
    int was = buckets.getOrDefault(gift.gift(), gift.buckets());
    return was == gift.buckets()
        ? Optional.empty()
        : Optional.of(
            mistake(
                now,
                "gifts[%d].buckets".formatted(place),
                ("buckets of gift %s is fixed at %d since it was published, because users are"
                        + " mapped to buckets by it; was %d")
                    .formatted(gift.gift(), was, gift.buckets())));
  }

  private static Mistake mistake(CampaignFile.Reading.Sound now, String path, String message) {
    return new Mistake(now.positions().at(path), path, message);
  }

  /// The buckets of the gifts that were published before, and of those that are now.
  private static Map<String, Integer> buckets(Map<String, Integer> before, Campaign now) {
    var all = new TreeMap<>(before);
    now.gifts().forEach(gift -> all.put(gift.gift(), gift.buckets()));
    return all;
  }

  private static Instant end(Campaign campaign) {
    // As quota has it.
    return campaign.window().to().toInstant().truncatedTo(ChronoUnit.MILLIS);
  }
}
