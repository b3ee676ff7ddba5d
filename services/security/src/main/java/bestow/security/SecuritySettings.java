package bestow.security;

import bestow.server.Secret;
import bestow.server.Settings;
import bestow.store.StoreKeys;
import bestow.store.StoreSettings;
import bestow.wire.security.Dimension;
import bestow.wire.security.Threshold;
import bestow.wire.security.Threshold.Beyond;
import java.time.Duration;
import java.util.List;

/// All that security reads at its start, beside what every service has.
///
/// @param store its own Redis
/// @param operatorToken who may change the block list
/// @param thresholds the limits that hold where a campaign names none, one for every dimension
/// @param partners who sends paid orders
record SecuritySettings(
    StoreSettings store,
    Secret operatorToken,
    List<Threshold> thresholds,
    PartnerSettings partners) {
  SecuritySettings {
    thresholds = List.copyOf(thresholds);
  }

  static SecuritySettings from(Settings settings) {
    return new SecuritySettings(
        StoreKeys.read("security", 7102, settings),
        settings.secret("operator.token"),
        List.of(
            threshold(Dimension.USER, 30, settings),
            threshold(Dimension.IP, 600, settings),
            threshold(Dimension.DEVICE, 60, settings)),
        PartnerSettings.from(settings));
  }

  private static Threshold threshold(Dimension dimension, int limit, Settings settings) {
    var key = "limit." + dimension.word();
    var window =
        settings.duration(
            key + ".per", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofDays(1));
    return new Threshold(
        dimension,
        settings.integer(key + ".claims", limit, 1, 1_000_000),
        (int) window.toSeconds(),
        settings.choice(key + ".beyond", Beyond.REFUSE));
  }
}
