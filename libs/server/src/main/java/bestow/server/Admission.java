package bestow.server;

import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Mark;
import bestow.mesh.Ticker;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// Who is let in: each lane has its own gate, and whoever finds no room or has no time left is told
/// before anything is begun. Safe for use by many threads.
final class Admission {

  private static final AttributeKey<String> LANE = AttributeKey.stringKey("bestow.lane");
  private static final AttributeKey<String> CRITICALITY =
      AttributeKey.stringKey("bestow.criticality");
  private static final AttributeKey<String> REFUSAL = AttributeKey.stringKey("bestow.refusal");

  /// Why a request was turned away.
  enum Refusal {
    /// There was no room.
    FULL,
    /// Its deadline was over.
    LATE;

    private final String word = name().toLowerCase(Locale.ROOT);
  }

  private final Ticker ticker;
  private final Gate fast;
  private final Gate slow;
  private final LongCounter refusals;

  Admission(AdmissionSettings settings, Telemetry telemetry, Ticker ticker) {
    this.ticker = ticker;
    this.fast = gate(settings, Lane.FAST);
    this.slow = gate(settings, Lane.SLOW);
    this.refusals =
        telemetry
            .meter()
            .counterBuilder("bestow.server.requests.refused")
            .setUnit("{request}")
            .setDescription("Requests that were turned away before anything was begun")
            .build();
    observe(telemetry);
  }

  /// The entrance of a lane.
  Gate gate(Lane lane) {
    return switch (lane) {
      case FAST -> fast;
      case SLOW -> slow;
    };
  }

  /// How much it matters here that a request is let in: what another plane could not do itself
  /// comes after all that is this one's own.
  static Criticality rank(CallContext context) {
    return context.marks().contains(Mark.SPILLED) ? Criticality.OPTIONAL : context.criticality();
  }

  /// A new pace, of one route of the fast lane. Nothing is learnt from how long the slow ones take.
  RoutePace pace() {
    return fast.limit().route();
  }

  /// Counts a request that was turned away.
  void refused(Lane lane, Criticality criticality, Refusal why) {
    refusals.add(
        1, Attributes.of(LANE, lane.word(), CRITICALITY, criticality.word(), REFUSAL, why.word));
  }

  /// Notes that a request that was let in has ended.
  void answered(Lane lane, Deadline deadline) {
    var limit = gate(lane).limit();
    long now = ticker.nanos();
    if (deadline.atNanos() - now < 0) {
      limit.late(now);
    } else {
      limit.answered(now);
    }
  }

  /// Whether the work has run out of time.
  boolean isLate(CallContext context) {
    return context.deadline().spent(ticker);
  }

  private Gate gate(AdmissionSettings settings, Lane lane) {
    var limit = new AdaptiveLimit(settings.range(lane), settings.pace(), ticker.nanos());
    return new Gate(limit, settings.shares());
  }

  private void observe(ObservableLongMeasurement measured, ToLongFunction<Gate> what) {
    for (var lane : Lane.values()) {
      measured.record(what.applyAsLong(gate(lane)), Attributes.of(LANE, lane.word()));
    }
  }

  private void observe(Telemetry telemetry) {
    var meter = telemetry.meter();
    var _ =
        meter
            .gaugeBuilder("bestow.server.requests.limit")
            .ofLongs()
            .setUnit("{request}")
            .setDescription("How many requests a lane lets in at once")
            .buildWithCallback(measured -> observe(measured, gate -> gate.limit().current()));
    var _ =
        meter
            .gaugeBuilder("bestow.server.requests.inside")
            .ofLongs()
            .setUnit("{request}")
            .setDescription("Requests under way in a lane")
            .buildWithCallback(measured -> observe(measured, Gate::inside));
  }
}
