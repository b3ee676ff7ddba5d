package bestow.config;

import bestow.server.Secret;
import bestow.server.Settings;
import bestow.store.StoreKeys;
import bestow.store.StoreSettings;
import java.time.Duration;

/// What config reads at its start, beside what every service reads.
///
/// @param operatorToken `operator.token`, at least 16 characters, no default: who holds it may
///     write and publish campaigns
/// @param limits `campaigns.max`, 1 to 100,000, default 1,000: how many campaigns there may be;
///     `revisions.max`, 1 to 1,000,000, default 10,000: how many revisions one may have;
///     `record.keep`, 30 to 3,650 days, default 30 days, the same as delivery's: how long records
///     of closed orders outlive their campaign, so that it may be made that much longer
/// @param publications `published.interval`, 10 ms to 1 min, default 500 ms: how long a publication
///     of another instance may go unnoticed; `published.waiters-max`, 1 to 100,000, default 256:
///     how many may wait for the next one at once
/// @param store config's own Redis
record ConfigSettings(
    Secret operatorToken,
    Config.Limits limits,
    Publications.Limits publications,
    StoreSettings store) {
  private static final int TOKEN_LENGTH_MIN = 16;
  private static final int REDIS_PORT = 7103;

  ConfigSettings {
    int length = operatorToken.reveal().length();
    // A missing one is told with its key already.
    if (length > 0 && length < TOKEN_LENGTH_MIN) {
      throw new IllegalArgumentException(
          "operator.token is wrong: it is a secret of at least %d characters, has %d"
              .formatted(TOKEN_LENGTH_MIN, length));
    }
  }

  static ConfigSettings from(Settings settings) {
    return new ConfigSettings(
        settings.secret("operator.token"),
        new Config.Limits(
            settings.integer("campaigns.max", 1_000, 1, 100_000),
            settings.integer("revisions.max", 10_000, 1, 1_000_000),
            settings.duration(
                "record.keep", Duration.ofDays(30), Duration.ofDays(30), Duration.ofDays(3_650))),
        new Publications.Limits(
            settings.duration(
                "published.interval",
                Duration.ofMillis(500),
                Duration.ofMillis(10),
                Duration.ofMinutes(1)),
            settings.integer("published.waiters-max", 256, 1, 100_000)),
        StoreKeys.read("config", REDIS_PORT, settings));
  }
}
