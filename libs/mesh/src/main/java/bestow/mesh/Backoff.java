package bestow.mesh;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to leave a registry alone that does not answer: longer each time, and never the same
/// for all who ask, so that they do not come back at once.
///
/// @param min the least, above zero
/// @param max the most
record Backoff(Duration min, Duration max) {

  private static final int DOUBLINGS_MAX = 16;

  Backoff {
    if (!min.isPositive() || max.compareTo(min) <= 0) {
      throw new IllegalArgumentException("0 < min < max, was " + min + " and " + max);
    }
  }

  /// The time to wait after `failures` failures in a row, at least 1: anywhere from the least to
  /// the least doubled as often as it failed, or the most.
  Duration after(int failures, RandomGenerator random) {
    long least = min.toNanos();
    long ceiling = Math.min(max.toNanos(), least << Math.min(failures, DOUBLINGS_MAX));
    return Duration.ofNanos(random.nextLong(least, ceiling + 1));
  }
}
