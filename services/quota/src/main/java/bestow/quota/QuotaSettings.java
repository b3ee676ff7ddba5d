package bestow.quota;

import bestow.server.Secret;
import bestow.server.Settings;
import bestow.store.StoreKeys;
import bestow.store.StoreSettings;
import java.time.Duration;

/// All that quota reads at its start, beside what every service has.
///
/// @param store its own Redis
/// @param orderSecret what order numbers are made with; kept as long as a campaign runs
/// @param times how long holds and keys last
/// @param dryTime for how long a gift without a unit is taken for sold out before it is looked for
///     again
/// @param keyKeep how long it is remembered for which gift an Idempotency-Key was used
record QuotaSettings(
    StoreSettings store,
    Secret orderSecret,
    Quota.Times times,
    Duration dryTime,
    Duration keyKeep) {
  /// 32 characters of hexadecimal digits are 128 bits.
  private static final int SECRET_MIN = 32;

  QuotaSettings {
    if (orderSecret.reveal().length() < SECRET_MIN) {
      throw new IllegalArgumentException(
          "quota.order-secret is too short: it is at least %d characters, with no default"
              .formatted(SECRET_MIN));
    }
  }

  static QuotaSettings from(Settings settings) {
    return new QuotaSettings(
        StoreKeys.read("quota", 7104, settings),
        settings.secret("quota.order-secret"),
        new Quota.Times(
            settings.duration(
                "quota.hold-time",
                Duration.ofSeconds(60),
                Duration.ofSeconds(1),
                Duration.ofDays(1)),
            settings.duration(
                "quota.key-lease",
                Duration.ofSeconds(2),
                Duration.ofMillis(100),
                Duration.ofSeconds(60))),
        settings.duration(
            "quota.dry-time", Duration.ofMillis(200), Duration.ofMillis(1), Duration.ofSeconds(10)),
        settings.duration(
            "quota.key-keep", Duration.ofDays(30), Duration.ofHours(1), Duration.ofDays(730)));
  }
}
