package bestow.mesh;

import java.time.Duration;

/// How an instance that was taken out comes back: one call, then three, then ten have to go well,
/// and then it gets its share little by little.
///
/// @param probeWaitMax how long after a failed probe the next one waits at most; 100 ms to 10 min;
///     15 s
/// @param lease how long a probe may be under way before it counts as lost and another may go; 100
///     ms to 10 min; 10 s
/// @param probeShare how many calls may be risked on an instance that has not answered one probe
///     yet, as a share of all calls; 0.001 to 0.1; 0.01
/// @param warmUp how long it takes from its first share to its whole share; 0 to 10 min; 10 s
/// @param warmFrom its first share, as a share of the whole one; 0.01 to 1; 0.1
public record RestoreSettings(
    Duration probeWaitMax, Duration lease, double probeShare, Duration warmUp, double warmFrom) {

  public RestoreSettings {
    Range.time(
        "restore.probe-wait-max", probeWaitMax, Duration.ofMillis(100), Duration.ofMinutes(10));
    Range.time("restore.lease", lease, Duration.ofMillis(100), Duration.ofMinutes(10));
    Range.share("restore.probe-share", probeShare, 0.001, 0.1);
    Range.time("restore.warm-up", warmUp, Duration.ZERO, Duration.ofMinutes(10));
    Range.share("restore.warm-from", warmFrom, 0.01, 1);
  }

  /// What is written behind each of them above.
  public static RestoreSettings usual() {
    return new RestoreSettings(
        Duration.ofSeconds(15), Duration.ofSeconds(10), 0.01, Duration.ofSeconds(10), 0.1);
  }
}
