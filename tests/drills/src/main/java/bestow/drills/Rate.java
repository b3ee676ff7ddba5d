package bestow.drills;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How fast holds went, and what limits them where every process has a processor of its own: the
/// one thread of the busiest Redis among them.
///
/// @param perSecond holds between all callers
/// @param micros of CPU that the busiest Redis had for each of all holds
record Rate(double perSecond, double micros) {
  /// Of nothing yet: any other is better.
  static final Rate NONE = new Rate(0, Double.POSITIVE_INFINITY);

  /// Callers who hold for a while.
  interface Holding {
    /// Holds a second.
    double perSecond() throws IOException, InterruptedException;
  }

  /// Has callers hold.
  ///
  /// @param time how long they do
  /// @param stores the names of the Redis processes that they reach
  static Rate of(Cast cast, List<String> stores, Duration time, Holding holding)
      throws IOException, InterruptedException {
    var before = new ArrayList<Double>();
    for (var store : stores) {
      before.add(cast.cpuSeconds(store));
    }
    double perSecond = holding.perSecond();
    double most = 0;
    for (int i = 0; i < stores.size(); i++) {
      most = Math.max(most, cast.cpuSeconds(stores.get(i)) - before.get(i));
    }
    return new Rate(perSecond, 1e6 * most / (perSecond * time.toNanos() / 1e9));
  }

  /// The better of each: what else the machine did is in neither.
  Rate or(Rate other) {
    return new Rate(Math.max(perSecond, other.perSecond), Math.min(micros, other.micros));
  }
}
