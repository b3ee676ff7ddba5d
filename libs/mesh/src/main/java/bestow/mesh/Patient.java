package bestow.mesh;

import bestow.mesh.CalleeView.Kind;
import io.opentelemetry.api.OpenTelemetry;
import java.util.random.RandomGenerator;

/// A callee with what its caller keeps on it.
///
/// @param kind what it is to its caller
/// @param callee its name
/// @param health how its instances do
/// @param gate whether failed calls are made again; only those of the core ever are
/// @param sight where people see it
record Patient(Kind kind, String callee, Health health, RetryGate gate, Sight sight) {

  /// What is the same for all callees of a process.
  ///
  /// @param zone where it stands
  /// @param random safe for use by many threads
  record Means(String zone, OpenTelemetry telemetry, RandomGenerator random, Ticker ticker) {}

  /// A callee of which nothing is known.
  static Patient of(Kind kind, CalleeSettings callee, Means means) {
    var sight = new Sight(callee.name(), means.telemetry());
    var heal = callee.heal();
    var random = means.random();
    long now = means.ticker().nanos();
    return new Patient(
        kind,
        callee.name(),
        new Health(heal, means.zone(), random, sight::changed, now),
        new RetryGate(heal.retry(), random, sight::changed, now),
        sight);
  }

  /// It as it is shown to people.
  CalleeState state(Ticker ticker) {
    long now = ticker.nanos();
    boolean repeating = kind == Kind.CORE && gate.isOpen();
    return new CalleeState(callee, health.states(now), gate.success(now), repeating);
  }
}
