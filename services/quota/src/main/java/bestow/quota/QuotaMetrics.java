package bestow.quota;

import bestow.wire.quota.HoldReply;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/// What quota counts. Names as in the dictionary of infra/telemetry. Safe for use by many threads.
final class QuotaMetrics {
  static final AttributeKey<String> CAMPAIGN = AttributeKey.stringKey("bestow.campaign.id");
  static final AttributeKey<String> GIFT = AttributeKey.stringKey("bestow.gift.id");

  /// Why an order was not settled as asked.
  static final String CONTRARY = "contrary";

  static final String UNKNOWN = "unknown";
  static final String BROKEN = "broken";

  private static final AttributeKey<String> REPLY = AttributeKey.stringKey("bestow.quota.reply");
  static final AttributeKey<String> KIND = AttributeKey.stringKey("bestow.quota.kind");

  /// More gifts than a person would look at; above it the figures begin anew.
  private static final int GIFTS_MAX = 1_000;

  /// The last place of a gift's figures is its reservoir's, the others are its buckets'.
  private static final int RESERVOIR = 64;

  private final ConcurrentHashMap<GiftId, AtomicLongArray> free = new ConcurrentHashMap<>();
  private final LongCounter holds;
  private final LongCounter borrows;
  private final LongCounter unsettled;
  private final LongCounter swept;
  private final AtomicLongArray due = new AtomicLongArray(Layout.SHARDS);

  QuotaMetrics(Meter meter) {
    holds =
        meter
            .counterBuilder("bestow.quota.holds")
            .setUnit("{claim}")
            .setDescription("Claims by what quota replied")
            .build();
    borrows =
        meter
            .counterBuilder("bestow.quota.borrows")
            .setUnit("{move}")
            .setDescription("Moves of stock to an empty bucket, and searches that found none")
            .build();
    unsettled =
        meter
            .counterBuilder("bestow.quota.contrary")
            .setUnit("{order}")
            .setDescription("Orders that could not be settled as asked")
            .build();
    swept =
        meter
            .counterBuilder("bestow.quota.swept")
            .setUnit("{order}")
            .setDescription("Orders held for too long, by what came of asking about them")
            .build();
    meter
        .gaugeBuilder("bestow.quota.due")
        .ofLongs()
        .setUnit("{order}")
        .setDescription("Orders held for too long, as last seen")
        .buildWithCallback(measurement -> measurement.record(sum(due)));
    meter
        .gaugeBuilder("bestow.quota.remaining")
        .ofLongs()
        .setUnit("{gift}")
        .setDescription("Units that this instance last saw free, an estimate")
        .buildWithCallback(this::remaining);
  }

  /// A claim was answered.
  void held(HoldReply reply) {
    holds.add(1, Attributes.of(REPLY, word(reply)));
  }

  /// So many are left in the bucket that a claim took from.
  void free(Taking taking, long left) {
    figures(taking.claim().gift()).set(taking.bucket(), left);
  }

  /// A bucket was leased units, and so many are left in the reservoir.
  void leased(PoolId pool, long left) {
    borrows.add(1, Attributes.of(KIND, "leased"));
    if (!pool.daily()) {
      figures(pool.gift()).set(RESERVOIR, left);
    }
  }

  /// Buckets gave back what they could spare.
  void gathered() {
    borrows.add(1, Attributes.of(KIND, "gathered"));
  }

  /// Nothing was left anywhere.
  void dried() {
    borrows.add(1, Attributes.of(KIND, "dry"));
  }

  /// An order could not be settled as asked.
  ///
  /// @param kind why: one of the words above
  void unsettled(String kind) {
    unsettled.add(1, Attributes.of(KIND, kind));
  }

  /// A shard was looked at, and so many orders are due there.
  void due(int shard, long backlog) {
    due.set(shard, backlog);
  }

  /// So many orders were asked about.
  ///
  /// @param kind what came of it
  void swept(String kind, int orders) {
    swept.add(orders, Attributes.of(KIND, kind));
  }

  private AtomicLongArray figures(GiftId gift) {
    if (free.size() > GIFTS_MAX) {
      free.clear();
    }
    return free.computeIfAbsent(gift, _ -> new AtomicLongArray(RESERVOIR + 1));
  }

  private void remaining(ObservableLongMeasurement measurement) {
    free.forEach(
        (gift, figures) -> {
          measurement.record(
              sum(figures), Attributes.of(CAMPAIGN, gift.campaign(), GIFT, gift.gift()));
        });
  }

  private static long sum(AtomicLongArray figures) {
    long sum = 0;
    for (int i = 0; i < figures.length(); i++) {
      sum += figures.get(i);
    }
    return sum;
  }

  private static String word(HoldReply reply) {
    return switch (reply) {
      case HoldReply.Held(String _, boolean repeated) -> repeated ? "repeated" : "held";
      case HoldReply.SoldOut() -> "sold-out";
      case HoldReply.DailyGone(long _) -> "daily-gone";
      case HoldReply.LimitReached(int _) -> "limit-reached";
      case HoldReply.KeyReused() -> "key-reused";
      case HoldReply.KeyInFlight() -> "key-in-flight";
      case HoldReply.OrderOpen() -> "order-open";
    };
  }
}
