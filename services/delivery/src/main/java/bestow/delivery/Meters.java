package bestow.delivery;

import bestow.wire.config.Lane;
import bestow.wire.delivery.OrderState;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.ToIntFunction;

/// What delivery counts beside what every service does. For any number of threads.
final class Meters {

  static final AttributeKey<String> PHASE = AttributeKey.stringKey("bestow.delivery.phase");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("bestow.delivery.outcome");
  private static final AttributeKey<String> POOL =
      AttributeKey.stringKey("bestow.delivery.codes.pool");

  /// More pools than a person would look at.
  private static final int POOLS_MAX = 1_000;

  private static final AttributeKey<String> LANE = AttributeKey.stringKey("bestow.lane");

  private final Meter meter;
  private final LongCounter attempts;
  private final LongCounter uncertain;
  private final LongCounter readTimeouts;
  private final LongCounter contradictions;
  private final LongCounter unwritten;
  private final LongCounter swept;
  // What each shard last had: due, and presumed.
  private final AtomicLongArray due = new AtomicLongArray(OrderNumber.SHARDS);
  private final AtomicLongArray presumed = new AtomicLongArray(OrderNumber.SHARDS);
  // Six outcomes times five phases.
  private final ConcurrentHashMap<Counted, Attributes> counted = new ConcurrentHashMap<>();

  private final ConcurrentHashMap<PoolName, Long> codes = new ConcurrentHashMap<>();

  Meters(Meter meter) {
    this.meter = meter;
    this.attempts =
        counter(
            "bestow.delivery.attempts",
            "{attempt}",
            "Calls to providers, by how far they came and how ended");
    this.uncertain =
        counter(
            "bestow.delivery.uncertain",
            "{order}",
            "Orders of which nobody knew whether they were delivered");
    this.readTimeouts =
        counter(
            "bestow.delivery.read.timeouts",
            "{attempt}",
            "Attempts sent whole that no answer came to in time");
    this.contradictions =
        counter(
            "bestow.delivery.contradictions",
            "{order}",
            "Deliveries of orders that were refused or void");
    this.unwritten =
        counter(
            "bestow.delivery.unwritten",
            "{attempt}",
            "Outcomes that could not be written down in time");
    this.swept =
        counter("bestow.delivery.swept", "{order}", "Due orders, by what came of looking at them");
    meter
        .gaugeBuilder("bestow.delivery.codes.left")
        .ofLongs()
        .setUnit("{code}")
        .setDescription("Codes that a pool has to hand out, as last seen")
        .buildWithCallback(
            measurement ->
                codes.forEach(
                    (pool, left) -> measurement.record(left, Attributes.of(POOL, pool.value()))));
    total("bestow.delivery.due", "Orders that are due, as last seen", due);
    total(
        "bestow.delivery.presumed", "Orders that a person has to look at, as last seen", presumed);
  }

  /// A call to a provider ended.
  void attempt(Event event) {
    switch (event) {
      case Event.Delivered delivered -> attempt("delivered", delivered.end());
      case Event.Refused refused -> attempt("refused", refused.end());
      case Event.NotDone(_, Attempt.Outcome how, var end) ->
          attempt(how == Attempt.Outcome.NOT_SENT ? "not-sent" : "retry-later", end);
      case Event.Unclear(_, _, var end) -> {
        attempt("uncertain", end);
        if (end.phase().equals("read") && end.status() == 0) {
          readTimeouts.add(1);
        }
      }
      case Event.NeverHeard _ -> attempt("never-heard", new Attempt.End("read", 404));
      case Event.Begin _, Event.Later _, Event.Accept _, Event.Forbid _ -> {}
    }
  }

  /// An event was written down.
  void written(Event event, Order order) {
    if (order.state() == OrderState.UNCERTAIN) {
      uncertain.add(1);
    }
    boolean proof = event instanceof Event.Delivered;
    if (proof && (order.state() == OrderState.REFUSED || order.state() == OrderState.VOID)) {
      contradictions.add(1);
    }
  }

  /// Somebody looked at a due order.
  void swept(Swept what) {
    swept.add(1, Attributes.of(OUTCOME, what.word()));
  }

  /// A shard was looked at.
  void shard(int shard, long overdue, long aside) {
    due.set(shard, overdue);
    presumed.set(shard, aside);
  }

  /// A pool of codes has so many left.
  void codes(PoolName pool, long left) {
    if (codes.size() < POOLS_MAX || codes.containsKey(pool)) {
      codes.put(pool, left);
    }
  }

  /// An event could not be written down in time.
  void unwritten() {
    unwritten.add(1);
  }

  /// Shows how full the lanes are.
  void observe(Map<Lane, LaneLimit> lanes) {
    gauge("bestow.delivery.under.way", "Deliveries under way", lanes, LaneLimit::underWay);
    gauge(
        "bestow.delivery.background",
        "Deliveries whose caller no longer waits",
        lanes,
        LaneLimit::background);
  }

  private void total(String name, String description, AtomicLongArray shards) {
    meter
        .gaugeBuilder(name)
        .ofLongs()
        .setUnit("{order}")
        .setDescription(description)
        .buildWithCallback(
            measurement -> {
              long sum = 0;
              for (int shard = 0; shard < shards.length(); shard++) {
                sum += shards.get(shard);
              }
              measurement.record(sum);
            });
  }

  private void attempt(String outcome, Attempt.End end) {
    attempts.add(1, counted.computeIfAbsent(new Counted(outcome, end.phase()), Meters::attributes));
  }

  private static Attributes attributes(Counted counted) {
    return Attributes.of(OUTCOME, counted.outcome(), PHASE, counted.phase());
  }

  private LongCounter counter(String name, String unit, String description) {
    return meter.counterBuilder(name).setUnit(unit).setDescription(description).build();
  }

  private void gauge(
      String name, String description, Map<Lane, LaneLimit> lanes, ToIntFunction<LaneLimit> value) {
    meter
        .gaugeBuilder(name)
        .ofLongs()
        .setUnit("{delivery}")
        .setDescription(description)
        .buildWithCallback(
            measurement ->
                lanes.forEach(
                    (lane, counts) ->
                        measurement.record(
                            value.applyAsInt(counts), Attributes.of(LANE, lane.word()))));
  }

  private record Counted(String outcome, String phase) {}
}
