package bestow.sandbox;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;

/// Decides which requests a fault hits. The k-th request's fate depends on the seed and k alone.
/// Safe for any number of threads.
final class Dice {

  private final Faults faults;
  private final SplittableRandom random;
  private final ReentrantLock lock = new ReentrantLock();

  Dice(Faults faults) {
    this.faults = faults;
    this.random = new SplittableRandom(faults.seed());
  }

  /// What it decides by.
  Faults faults() {
    return faults;
  }

  /// The next request's fate.
  Fate next() {
    if (faults.rates().isEmpty()) {
      return Fate.CALM;
    }
    double which;
    double late;
    lock.lock();
    try {
      which = random.nextDouble();
      late = random.nextDouble();
    } finally {
      lock.unlock();
    }
    var latency = faults.rate(Fault.LATENCY);
    return new Fate(hit(which), late < latency.share() ? latency.number() : 0, faults);
  }

  private Optional<Fault> hit(double which) {
    double upTo = 0;
    for (var fault : Fault.values()) {
      if (fault.excludesOthers()) {
        upTo += faults.rate(fault).share();
        if (which < upTo) {
          return Optional.of(fault);
        }
      }
    }
    return Optional.empty();
  }

  /// What happens to one request.
  ///
  /// @param fault that hits it, if one does
  /// @param latencyMillis by how much its answer is held back
  /// @param faults where the fault's number stands
  record Fate(Optional<Fault> fault, int latencyMillis, Faults faults) {

    static final Fate CALM = new Fate(Optional.empty(), 0, Faults.NONE);

    /// The number of the fault that hits it.
    int number() {
      return fault.map(hit -> faults.rate(hit).number()).orElse(0);
    }
  }
}
