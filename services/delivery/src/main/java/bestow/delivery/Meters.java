package bestow.delivery;

import bestow.wire.config.Lane;
import bestow.wire.delivery.OrderState;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

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
  private final BundleMeters bundles;
  private final LongCounter attempts;
  private final LongCounter uncertain;
  private final LongCounter readTimeouts;
  private final LongCounter contradictions;
  private final LongCounter unwritten;
  private final LongCounter swept;
  private final LongCounter madeGood;
  // Six outcomes times five phases.
  private final ConcurrentHashMap<Counted, Attributes> counted = new ConcurrentHashMap<>();

  private final ConcurrentHashMap<PoolName, Long> codes = new ConcurrentHashMap<>();

  Meters(Meter meter) {
    this.meter = meter;
    this.bundles = new BundleMeters(meter);
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
    this.madeGood =
        counter(
            "bestow.delivery.made.good",
            "{order}",
            "Wishes to give a gift once more, by what came of them");
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
  }

  /// What is counted of bundles.
  BundleMeters bundles() {
    return bundles;
  }

  /// A person wanted an order made good.
  void madeGood(Decided decided) {
    var outcome =
        switch (decided) {
          case Decided.Is _ -> "given";
          case Decided.Unchanged _, Decided.Unknown _ -> "refused";
          case Decided.Refused(var what, _) -> what.word();
          case Decided.Unanswered _ -> "unanswered";
        };
    madeGood.add(1, Attributes.of(OUTCOME, outcome));
  }

  /// A call to a provider ended.
  void attempt(Event event) {
    switch (event) {
      case Event.Delivered delivered -> attempt("delivered", delivered.end());
      case Event.Refused refused -> attempt("refused", refused.end());
      case Event.NotDone(_, Attempt.Outcome how, _, var end) ->
          attempt(how == Attempt.Outcome.NOT_SENT ? "not-sent" : "retry-later", end);
      case Event.Unclear(_, _, var end) -> {
        attempt("uncertain", end);
        if (end.phase().equals("read") && end.status() == 0) {
          readTimeouts.add(1);
        }
      }
      case Event.NeverHeard _ -> attempt("never-heard", new Attempt.End("read", 404));
      case Event.Begin _,
          Event.Later _,
          Event.Accept _,
          Event.Forbid _,
          Event.Resend _,
          Event.Dispute _,
          Event.Told _,
          Event.MakeGood _,
          Event.MadeGood _,
          Event.GiveUp _,
          Event.Go _,
          Event.Undo _,
          Event.Revoke _,
          Event.Revoked _,
          Event.RevokeRefused _ -> {}
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
  ///
  /// @param waited for deliveries that somebody waited for
  /// @param workers for others
  void observe(Map<Lane, LaneLimit> waited, Map<Lane, LaneLimit> workers) {
    var lanes = waited.keySet();
    gauge(
        new Gauge("bestow.delivery.under.way", "{delivery}", "Deliveries under way"),
        lanes,
        lane -> of(waited, lane).underWay() + of(workers, lane).underWay());
    gauge(
        new Gauge(
            "bestow.delivery.background", "{delivery}", "Deliveries whose caller no longer waits"),
        lanes,
        lane -> of(waited, lane).background());
  }

  private static LaneLimit of(Map<Lane, LaneLimit> limits, Lane lane) {
    return Optional.ofNullable(limits.get(lane)).orElseThrow();
  }

  /// Shows how many orders are due in the lanes that are worked here, how many wait in any lane,
  /// and how many wait for a person.
  void observe(Set<Lane> worked, Backlog backlog) {
    gauge(
        new Gauge("bestow.delivery.due", "{order}", "Orders that are due, as last seen"),
        worked,
        backlog::due);
    gauge(
        new Gauge(
            "bestow.delivery.waiting", "{order}", "Orders that are due now or later, as last seen"),
        EnumSet.allOf(Lane.class),
        backlog::waiting);
    meter
        .gaugeBuilder("bestow.delivery.dead")
        .ofLongs()
        .setUnit("{order}")
        .setDescription("Orders that a person has to decide about, as last seen")
        .buildWithCallback(measurement -> measurement.record(backlog.dead()));
  }

  private record Gauge(String name, String unit, String description) {}

  private void gauge(Gauge gauge, Set<Lane> lanes, ToLongFunction<Lane> value) {
    meter
        .gaugeBuilder(gauge.name())
        .ofLongs()
        .setUnit(gauge.unit())
        .setDescription(gauge.description())
        .buildWithCallback(
            measurement ->
                lanes.forEach(
                    lane ->
                        measurement.record(
                            value.applyAsLong(lane), Attributes.of(LANE, lane.word()))));
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

  private record Counted(String outcome, String phase) {}
}
