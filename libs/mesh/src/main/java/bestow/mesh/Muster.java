package bestow.mesh;

import java.time.Duration;

/// How many instances a plane has when all are there: the most that were listed lately. Who dies is
/// soon no longer listed, and his work has to be done all the same. Not safe for use by many
/// threads.
final class Muster {

  private static final long NOT_LESS = Long.MAX_VALUE;

  private final long memoryNanos;
  private int most;
  private long forgetAt = NOT_LESS;

  /// @param memory how long those are remembered who are listed no more
  Muster(Duration memory) {
    this.memoryNanos = memory.toNanos();
  }

  /// How many there are, now that so many are listed.
  int of(int listed, long now) {
    if (listed >= most || now >= forgetAt) {
      most = listed;
      forgetAt = NOT_LESS;
    } else if (forgetAt == NOT_LESS) {
      forgetAt = now + memoryNanos;
    }
    return most;
  }

  /// When some are forgotten; far off while none are missing.
  long due() {
    return forgetAt;
  }
}
