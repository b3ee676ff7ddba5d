package bestow.store;

import java.util.random.RandomGenerator;

/// How long to wait before the next attempt to connect: twice as long after each failure, never
/// longer than a second, and by chance up to half of it shorter, so that the clients of a Redis
/// that comes back don't all come at once. For one thread.
final class Backoff {

  /// 10 ms: a Redis that only restarted its socket is back at once.
  private static final long FIRST_NANOS = 10_000_000;

  /// 1 s: recovery within 10 s of the fault's end leaves room for several attempts.
  private static final long LONGEST_NANOS = 1_000_000_000;

  private final RandomGenerator random;
  private long nextNanos = FIRST_NANOS;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /// The pause before the next attempt.
  long nextNanos() {
    long pauseNanos = nextNanos;
    nextNanos = Math.min(LONGEST_NANOS, 2 * nextNanos);
    return pauseNanos - random.nextLong(pauseNanos / 2);
  }

  /// An attempt succeeded.
  void reset() {
    nextNanos = FIRST_NANOS;
  }
}
