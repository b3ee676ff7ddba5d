package bestow.quota;

import bestow.mesh.CalleeSettings;
import bestow.mesh.MeshSettings;
import bestow.server.MeshKeys;
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
/// @param mesh how it finds the other services
/// @param delivery how it calls delivery
/// @param sweep how it looks for orders that are due
/// @param keyKeep how long it is remembered for which gift an Idempotency-Key was used
/// @param reconciliation how it compares its ledger with delivery's
/// @param repairsMax how many differences an instance mends by itself within an hour
/// @param operatorToken who may see what was found; empty for nobody
record QuotaSettings(
    StoreSettings store,
    Secret orderSecret,
    Quota.Times times,
    Duration dryTime,
    Duration keyKeep,
    MeshSettings mesh,
    CalleeSettings delivery,
    HoldSweeper.Limits sweep,
    Reconciliation.Limits reconciliation,
    int repairsMax,
    Secret operatorToken) {
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
    // A claim whose end was lost in a fault is looked at within a minute of it, twice if need be.
    var holdTime =
        settings.duration(
            "quota.hold-time", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofDays(1));
    // A hundred orders at once, each a script.
    var delivery =
        CalleeSettings.of("bestow-delivery")
            .read(Duration.ofSeconds(2))
            .total(Duration.ofSeconds(3))
            .bounds(4, 4);
    return new QuotaSettings(
        StoreKeys.readClustered("quota", 7104, settings),
        settings.secret("quota.order-secret"),
        new Quota.Times(
            holdTime,
            settings.duration(
                "quota.key-lease",
                Duration.ofSeconds(2),
                Duration.ofMillis(100),
                Duration.ofSeconds(60)),
            // Never below 30 days: till then a partner or a user may still ask about a claim.
            settings.duration(
                "quota.record-keep",
                Duration.ofDays(30),
                Duration.ofDays(30),
                Duration.ofDays(3_650))),
        settings.duration(
            "quota.dry-time", Duration.ofMillis(200), Duration.ofMillis(1), Duration.ofSeconds(10)),
        settings.duration(
            "quota.key-keep", Duration.ofDays(30), Duration.ofHours(1), Duration.ofDays(730)),
        MeshKeys.mesh("quota", settings),
        MeshKeys.callee("delivery", delivery, settings),
        new HoldSweeper.Limits(
            settings.duration(
                "sweep.every",
                Duration.ofSeconds(1),
                Duration.ofMillis(10),
                Duration.ofMinutes(10)),
            settings.integer("sweep.batch", 500, 1, 100_000),
            Duration.ofSeconds(5),
            holdTime),
        new Reconciliation.Limits(
            settings.duration(
                "reconcile.every",
                Duration.ofSeconds(1),
                Duration.ofMillis(1),
                Duration.ofMinutes(10)),
            settings.integer("reconcile.batch", 5_000, 100, 1_000_000),
            // Longer than the longest pause between two questions about a hold.
            settings
                .duration(
                    "reconcile.settle", Duration.ofMinutes(15), Duration.ZERO, Duration.ofDays(1))
                .plus(holdTime),
            Duration.ofMinutes(1)),
        settings.integer("reconcile.repairs-max", 100, 0, 1_000_000),
        settings.secretIfAny("operator.token"));
  }
}
