package bestow.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A monotonic clock that a test moves by hand; pass `ticker::nanos` where code wants elapsed time.
///
/// It starts below zero, as `System.nanoTime` may: code that takes 0 for "never" or compares two
/// readings with `<` instead of subtracting them fails here first. Safe for use from many threads.
public final class FakeTicker {
  // A second before the sign changes: tests that advance further cross it.
  private static final long START_NANOS = -1_000_000_000L;

  private final AtomicLong nanos;

  public FakeTicker() {
    this(START_NANOS);
  }

  /// A ticker that starts where the test says, for instance right before `Long.MAX_VALUE`.
  public FakeTicker(long startNanos) {
    nanos = new AtomicLong(startNanos);
  }

  /// The current reading in nanoseconds; only differences of two readings mean anything.
  public long nanos() {
    return nanos.get();
  }

  /// Moves time on.
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("a ticker only goes forward, was moved by " + by);
    }
    nanos.addAndGet(by.toNanos());
  }
}
