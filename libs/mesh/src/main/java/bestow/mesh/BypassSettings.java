package bestow.mesh;

import java.time.Duration;

/// What an optional step may cost.
///
/// @param time how long it may take, all in; 1 ms to 1 min; 20 ms
/// @param limit how many may be under way at once; 1 to 10000; 32
/// @param successMin the share that must go well, or nine of ten are left out at once; 0 to 0.99;
///     0.5
public record BypassSettings(Duration time, int limit, double successMin) {

  public BypassSettings {
    Range.time("bypass.time", time, Duration.ofMillis(1), Duration.ofMinutes(1));
    Range.whole("bypass.limit", limit, 1, 10_000);
    Range.share("bypass.success-min", successMin, 0, 0.99);
  }

  /// What is written behind each of them above.
  public static BypassSettings usual() {
    return new BypassSettings(Duration.ofMillis(20), 32, 0.5);
  }
}
