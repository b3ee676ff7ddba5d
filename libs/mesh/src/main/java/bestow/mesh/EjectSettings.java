package bestow.mesh;

import java.time.Duration;

/// When an instance is taken out of the choice, and for how long.
///
/// @param below the share of good answers under which it is bad; above 0, below 1; 0.5
/// @param samplesMin how many answers it takes to say so; 5 to 10000; 20
/// @param window how far back answers are looked at, the newest of them first; 1 s to 5 min; 10 s
/// @param connectFailures how many failures to connect in a row make it bad; 1 to 1000; 5
/// @param slow how long a good answer may take before it counts as none; zero for any time
/// @param time how long it is out the first time; 100 ms to `timeMax`; 5 s
/// @param timeMax how long it is out at most, however often it falls; up to 1 h; 120 s
/// @param jitter how much shorter or longer that time may be by chance; 0 to 0.5; 0.2
/// @param decay how long it has to be well for one doubling to be forgotten; at least 1 s; 60 s
/// @param shareMax how many of the instances may be out at once, as a share counted after the
///     ejection; 0 (never eject, only tell) to 0.9; 0.5
public record EjectSettings(
    double below,
    int samplesMin,
    Duration window,
    int connectFailures,
    Duration slow,
    Duration time,
    Duration timeMax,
    double jitter,
    Duration decay,
    double shareMax) {

  public EjectSettings {
    Range.share("eject.below", below, 0.01, 0.99);
    Range.whole("eject.samples-min", samplesMin, 5, 10_000);
    Range.time("eject.window", window, Duration.ofSeconds(1), Duration.ofMinutes(5));
    Range.whole("eject.connect-failures", connectFailures, 1, 1000);
    Range.time("eject.slow", slow, Duration.ZERO, Duration.ofMinutes(5));
    Range.time("eject.time-max", timeMax, Duration.ofMillis(100), Duration.ofHours(1));
    Range.time("eject.time", time, Duration.ofMillis(100), timeMax);
    Range.share("eject.jitter", jitter, 0, 0.5);
    Range.time("eject.decay", decay, Duration.ofSeconds(1), Duration.ofDays(1));
    Range.share("eject.share-max", shareMax, 0, 0.9);
  }

  /// What is written behind each of them above.
  public static EjectSettings usual() {
    return new EjectSettings(
        0.5,
        20,
        Duration.ofSeconds(10),
        5,
        Duration.ZERO,
        Duration.ofSeconds(5),
        Duration.ofSeconds(120),
        0.2,
        Duration.ofSeconds(60),
        0.5);
  }

  /// The same with another judgement of who is bad.
  public EjectSettings judge(double below, int samplesMin, Duration window) {
    return new EjectSettings(
        below, samplesMin, window, connectFailures, slow, time, timeMax, jitter, decay, shareMax);
  }

  /// The same with another time after which a good answer counts as none.
  public EjectSettings slow(Duration slow) {
    return new EjectSettings(
        below, samplesMin, window, connectFailures, slow, time, timeMax, jitter, decay, shareMax);
  }

  /// The same with other times out.
  public EjectSettings times(Duration time, Duration timeMax, double jitter, Duration decay) {
    return new EjectSettings(
        below, samplesMin, window, connectFailures, slow, time, timeMax, jitter, decay, shareMax);
  }

  /// The same with another bound on how many may be out, and on failures to connect.
  public EjectSettings bounds(double shareMax, int connectFailures) {
    return new EjectSettings(
        below, samplesMin, window, connectFailures, slow, time, timeMax, jitter, decay, shareMax);
  }
}
