package bestow.mesh;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/// Lets people see what a caller decides about a callee: a line in the log and a count for each
/// transition, and counts of what was repeated, what was not, and what was left out. Safe for use
/// by many threads.
final class Sight {

  private static final System.Logger LOG = System.getLogger(Sight.class.getName());
  static final AttributeKey<String> TRANSITION = AttributeKey.stringKey("bestow.mesh.transition");
  static final AttributeKey<String> REASON = AttributeKey.stringKey("bestow.mesh.reason");

  static final AttributeKey<String> KIND = AttributeKey.stringKey("bestow.mesh.kind");
  static final AttributeKey<String> STANDING = AttributeKey.stringKey("bestow.mesh.standing");

  private final String callee;
  private final LongCounter transitions;
  private final LongCounter repeats;
  private final LongCounter notRepeated;
  private final LongCounter bypassed;

  Sight(String callee, OpenTelemetry telemetry) {
    this.callee = callee;
    var meter = telemetry.getMeter("bestow.mesh");
    this.transitions =
        counter(
            meter,
            "bestow.mesh.transitions",
            "{transition}",
            "Changes in how a caller sees a callee: an instance ejected, held, restored and so on.");
    this.repeats =
        counter(
            meter,
            "bestow.mesh.repeats",
            "{attempt}",
            "Attempts after the first one of a call, by how the one before failed.");
    this.notRepeated =
        counter(
            meter,
            "bestow.mesh.repeats.denied",
            "{call}",
            "Failed calls that might have been repeated and were not, by what forbade it.");
    this.bypassed =
        counter(
            meter,
            "bestow.mesh.bypassed",
            "{call}",
            "Optional calls that were left out or came to nothing, by why.");
  }

  /// Shows from now on how many instances of each service stand how. Those outside have one each.
  static void standings(OpenTelemetry telemetry, Supplier<List<CalleeView>> callees) {
    var _ =
        telemetry
            .getMeter("bestow.mesh")
            .gaugeBuilder("bestow.mesh.standings")
            .ofLongs()
            .setUnit("{instance}")
            .setDescription("Instances of a callee, by how they stand with this caller.")
            .buildWithCallback(
                measured ->
                    callees.get().stream()
                        .filter(one -> one.kind() != CalleeView.Kind.OUTSIDE)
                        .forEach(one -> observe(measured, one)));
  }

  private static void observe(ObservableLongMeasurement measured, CalleeView callee) {
    var state = callee.state();
    for (var standing : CalleeState.Standing.values()) {
      long count = state.instances().stream().filter(one -> one.standing() == standing).count();
      measured.record(
          count,
          Attributes.of(
              Connections.CALLEE,
              state.callee(),
              KIND,
              word(callee.kind()),
              STANDING,
              word(standing)));
    }
  }

  /// Something has changed.
  void changed(Transition transition) {
    LOG.log(level(transition), "{0}: {1}", callee, transition.sentence());
    transitions.add(
        1,
        Attributes.of(
            Connections.CALLEE, callee, TRANSITION, name(transition), REASON, reason(transition)));
  }

  /// A call is made again.
  void repeated(RetryGate.Failure after) {
    repeats.add(1, Attributes.of(Connections.CALLEE, callee, REASON, word(after)));
  }

  /// A call is made a second time while the first one is under way.
  void hedged() {
    repeats.add(1, Attributes.of(Connections.CALLEE, callee, REASON, "late"));
  }

  /// A call is not made again.
  void notRepeated(RetryGate.No why) {
    notRepeated.add(1, Attributes.of(Connections.CALLEE, callee, REASON, word(why)));
  }

  /// An optional call is left out, or came to nothing.
  void bypassed(String why) {
    bypassed.add(1, Attributes.of(Connections.CALLEE, callee, REASON, why));
  }

  private static String name(Transition transition) {
    return switch (transition) {
      case Transition.Ejected _ -> "ejected";
      case Transition.Held _ -> "held";
      case Transition.Recovered _ -> "recovered";
      case Transition.Probing _ -> "probing";
      case Transition.ProbeFailed _ -> "probe-failed";
      case Transition.Restored _ -> "restored";
      case Transition.Left _ -> "left";
      case Transition.ZoneLost _ -> "zone-lost";
      case Transition.ZoneRestored _ -> "zone-restored";
      case Transition.RetriesStopped _ -> "retries-stopped";
      case Transition.RetriesResumed _ -> "retries-resumed";
      case Transition.Spilled _ -> "spilled";
    };
  }

  private static String reason(Transition transition) {
    return switch (transition) {
      case Transition.Ejected ejected -> word(ejected.cause());
      case Transition.Held held -> word(held.hindrance());
      case Transition.ProbeFailed failed -> word(failed.cause());
      case Transition.Recovered _,
          Transition.Probing _,
          Transition.Restored _,
          Transition.Left _,
          Transition.ZoneLost _,
          Transition.ZoneRestored _,
          Transition.RetriesStopped _,
          Transition.RetriesResumed _,
          Transition.Spilled _ ->
          "";
    };
  }

  private static System.Logger.Level level(Transition transition) {
    return switch (transition) {
      case Transition.Ejected _,
          Transition.Held _,
          Transition.ZoneLost _,
          Transition.RetriesStopped _,
          Transition.Spilled _ ->
          System.Logger.Level.WARNING;
      case Transition.Recovered _,
          Transition.Probing _,
          Transition.ProbeFailed _,
          Transition.Restored _,
          Transition.Left _,
          Transition.ZoneRestored _,
          Transition.RetriesResumed _ ->
          System.Logger.Level.INFO;
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static LongCounter counter(Meter meter, String name, String unit, String description) {
    return meter.counterBuilder(name).setUnit(unit).setDescription(description).build();
  }
}
