package bestow.mesh;

import io.opentelemetry.api.OpenTelemetry;
import java.util.random.RandomGenerator;

/// A callee with what its caller keeps on it.
///
/// @param callee its name
/// @param health how its instances do
/// @param gate whether failed calls are made again
/// @param sight where people see it
record Patient(String callee, Health health, RetryGate gate, Sight sight) {

  /// A callee of which nothing is known.
  static Patient of(
      CalleeSettings callee,
      String zone,
      OpenTelemetry telemetry,
      RandomGenerator random,
      Ticker ticker) {
    var sight = new Sight(callee.name(), telemetry);
    var heal = callee.heal();
    return new Patient(
        callee.name(),
        new Health(heal, zone, random, sight::changed, ticker.nanos()),
        new RetryGate(heal.retry(), random, sight::changed, ticker.nanos()),
        sight);
  }

  /// It as it is shown to people.
  CalleeState state(Ticker ticker) {
    long now = ticker.nanos();
    return new CalleeState(callee, health.states(now), gate.success(now), gate.isOpen());
  }
}
