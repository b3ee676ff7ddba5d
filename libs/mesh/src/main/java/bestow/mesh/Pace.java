package bestow.mesh;

import java.util.concurrent.atomic.AtomicLong;

/// How long a good answer takes: an estimate that 95 of 100 stay below, which follows the newest
/// ones. Safe for use by many threads; when two change it at once, one change may be lost.
final class Pace {

  private static final double SHARE = 0.95;
  // 5 %: it doubles within 15 answers that are all later, and halves within 280 that are all
  // sooner.
  private static final double STEP = 0.05;

  private final AtomicLong nanos = new AtomicLong();

  /// The estimate; zero while there was no answer.
  long nanos() {
    return nanos.get();
  }

  /// Counts a good answer that took so long.
  void took(long took) {
    long before = nanos.get();
    if (before == 0) {
      nanos.set(Math.max(1, took));
    } else {
      double step = took > before ? SHARE : SHARE - 1;
      nanos.set(Math.max(1, (long) (before * (1 + STEP * step))));
    }
  }
}
