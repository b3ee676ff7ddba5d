package bestow.server;

import bestow.mesh.BypassSettings;
import bestow.mesh.EjectSettings;
import bestow.mesh.HealSettings;
import bestow.mesh.RestoreSettings;
import bestow.mesh.RetrySettings;
import bestow.mesh.SpreadSettings;
import java.time.Duration;

/// The keys of how a service gets along with callees that are not well: `heal.*` for all of them,
/// and what differs from one to the other under the callee's own prefix.
final class HealKeys {

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private HealKeys() {}

  /// Reads how to get along with one callee: `heal.*`, and `slow`, `attempts-max`, `hedge`,
  /// `plane` and `help` under `prefix`.
  static HealSettings heal(String prefix, HealSettings usual, Settings settings) {
    return new HealSettings(
        eject(prefix, usual.eject(), settings),
        restore(usual.restore(), settings),
        retry(prefix, usual.retry(), settings),
        spread(prefix, usual.spread(), settings),
        bypass(usual.bypass(), settings));
  }

  private static EjectSettings eject(String prefix, EjectSettings usual, Settings settings) {
    var most =
        settings.duration("heal.eject.time-max", usual.timeMax(), Duration.ofMillis(100), HOUR);
    return new EjectSettings(
        settings.number("heal.eject.below", usual.below(), 0.01, 0.99),
        settings.integer("heal.eject.samples-min", usual.samplesMin(), 5, 10_000),
        settings.duration(
            "heal.eject.window", usual.window(), Duration.ofSeconds(1), Duration.ofMinutes(5)),
        settings.integer("heal.eject.connect-failures", usual.connectFailures(), 1, 1000),
        settings.duration(prefix + "slow", usual.slow(), Duration.ZERO, Duration.ofMinutes(5)),
        settings.duration("heal.eject.time", usual.time(), Duration.ofMillis(100), HOUR),
        most,
        settings.number("heal.eject.jitter", usual.jitter(), 0, 0.5),
        settings.duration(
            "heal.eject.decay", usual.decay(), Duration.ofSeconds(1), Duration.ofDays(1)),
        settings.number("heal.eject.share-max", usual.shareMax(), 0, 0.9));
  }

  private static RestoreSettings restore(RestoreSettings usual, Settings settings) {
    var least = Duration.ofMillis(100);
    var most = Duration.ofMinutes(10);
    return new RestoreSettings(
        settings.duration("heal.restore.probe-wait-max", usual.probeWaitMax(), least, most),
        settings.duration("heal.restore.lease", usual.lease(), least, most),
        settings.number("heal.restore.probe-share", usual.probeShare(), 0.001, 0.1),
        settings.duration("heal.restore.warm-up", usual.warmUp(), Duration.ZERO, most),
        settings.number("heal.restore.warm-from", usual.warmFrom(), 0.01, 1));
  }

  private static RetrySettings retry(String prefix, RetrySettings usual, Settings settings) {
    return new RetrySettings(
        settings.integer(prefix + "attempts-max", usual.attemptsMax(), 1, 5),
        settings.number("heal.retry.success-min", usual.successMin(), 0.5, 0.99),
        settings.number("heal.retry.reopen", usual.reopen(), 0, 0.2),
        settings.number("heal.retry.budget", usual.budget(), 0, 1),
        settings.integer("heal.retry.budget-max", usual.budgetMax(), 0, 100_000),
        settings.number("heal.retry.reserve", usual.reserve(), 0, 1000),
        settings.duration("heal.retry.backoff", usual.backoff(), SHORTEST, MINUTE),
        settings.duration("heal.retry.backoff-max", usual.backoffMax(), SHORTEST, MINUTE),
        settings.duration(prefix + "hedge", usual.hedge(), Duration.ZERO, MINUTE));
  }

  private static SpreadSettings spread(String prefix, SpreadSettings usual, Settings settings) {
    return new SpreadSettings(
        settings.text(prefix + "plane", usual.plane()),
        settings.choice(prefix + "help", usual.help()),
        settings.number("heal.spread.load", usual.load(), 0.05, 0.95),
        settings.number("heal.spread.spill-max", usual.spillMax(), 0, 1),
        settings.duration(
            "heal.spread.hold-down", usual.holdDown(), Duration.ZERO, Duration.ofMinutes(10)),
        settings.duration("heal.spread.memory", usual.memory(), Duration.ZERO, HOUR));
  }

  private static BypassSettings bypass(BypassSettings usual, Settings settings) {
    return new BypassSettings(
        settings.duration("heal.bypass.time", usual.time(), SHORTEST, MINUTE),
        settings.integer("heal.bypass.limit", usual.limit(), 1, 10_000),
        settings.number("heal.bypass.success-min", usual.successMin(), 0, 0.99));
  }
}
