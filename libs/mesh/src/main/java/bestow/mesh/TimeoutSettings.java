package bestow.mesh;

import java.time.Duration;

/// How timeouts are changed while a process runs, and when one is said to be too close to what
/// calls take.
///
/// @param caller under which name this process finds its timeouts in Consul, at
///     `bestow/timeouts/CALLER/CALLEE`; empty where it does not look
/// @param near the share of a timeout from which on the slowest calls are too close to it, above 0
///     to 1
/// @param window how long calls are counted before that is judged; above zero
/// @param callsMin without so many calls nothing is judged; at least 1
public record TimeoutSettings(String caller, double near, Duration window, int callsMin) {

  public TimeoutSettings {
    if (!(near > 0 && near <= 1)) {
      throw new IllegalArgumentException("near is above 0 and at most 1, was " + near);
    }
    if (!window.isPositive()) {
      throw new IllegalArgumentException("window > 0, was " + window);
    }
    if (callsMin < 1) {
      throw new IllegalArgumentException("callsMin >= 1, was " + callsMin);
    }
  }

  /// Timeouts that nobody changes; judged at 80 %, once a minute, from 1,000 calls on.
  public static TimeoutSettings unchanging() {
    return new TimeoutSettings("", 0.8, Duration.ofMinutes(1), 1_000);
  }
}
