package bestow.drills;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// How fast holds went, and what limits them where every process has a processor of its own: the
/// one thread of the busiest Redis among them.
///
/// @param perSecond holds between all callers
/// @param micros of CPU that the busiest Redis had for each of all holds
record Rate(double perSecond, double micros) {
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

  /// Their median.
  static double perSecond(List<Rate> rates) {
    return median(rates.stream().mapToDouble(Rate::perSecond));
  }

  /// Their median, in microseconds.
  static double micros(List<Rate> rates) {
    return median(rates.stream().mapToDouble(Rate::micros));
  }

  /// How many times as fast the first are, each beside the one that was measured next to it: what
  /// else the machine did then is in both.
  static double ratio(List<Rate> rates, List<Rate> others) {
    return median(
        IntStream.range(0, rates.size())
            .mapToDouble(i -> rates.get(i).perSecond() / others.get(i).perSecond()));
  }

  /// The one in the middle, of an odd number of them.
  static double median(DoubleStream numbers) {
    var sorted = numbers.sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
