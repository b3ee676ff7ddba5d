package bestow.config;

import bestow.wire.config.Campaign;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A published revision of a campaign: it never changes.
///
/// @param number from 1, without gaps
/// @param publishedAt when, in whole milliseconds
/// @param text the draft that it was made of
/// @param campaign what was read from it
/// @param buckets of every gift that the campaign ever published, also of those that it no longer
///     offers: quota maps users to buckets by their number, so it may never change
record Revision(
    int number, Instant publishedAt, String text, Campaign campaign, Map<String, Integer> buckets) {
  Revision {
    if (number < 1) {
      throw new IllegalArgumentException("number >= 1, was " + number);
    }
    buckets = Map.copyOf(buckets);
  }

  CampaignId id() {
    return new CampaignId(campaign.campaign());
  }

  /// The buckets of the gifts that were published before, and of those that are now.
  static Map<String, Integer> buckets(Map<String, Integer> before, Campaign now) {
    var all = new TreeMap<>(before);
    now.gifts().forEach(gift -> all.put(gift.gift(), gift.buckets()));
    return all;
  }

  /// What a file would change that may not change any more.
  ///
  /// @param before the buckets of the gifts that were published
  static List<Mistake> changes(Map<String, Integer> before, CampaignFile.Reading.Sound now) {
    var changes = new ArrayList<Mistake>();
    var gifts = now.campaign().gifts();
    for (int i = 0; i < gifts.size(); i++) {
      var gift = gifts.get(i);
      int was = before.getOrDefault(gift.gift(), gift.buckets());
      if (was != gift.buckets()) {
        var path = "gifts[%d].buckets".formatted(i);
        var message =
            ("buckets of gift %s is fixed at %d since it was published, because users are mapped"
                    + " to buckets by it; was %d")
                .formatted(gift.gift(), was, gift.buckets());
        changes.add(new Mistake(now.positions().at(path), path, message));
      }
    }
    return changes;
  }
}
