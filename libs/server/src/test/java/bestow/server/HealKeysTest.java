package bestow.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.BypassSettings;
import bestow.mesh.CalleeSettings;
import bestow.mesh.EjectSettings;
import bestow.mesh.HealSettings;
import bestow.mesh.RestoreSettings;
import bestow.mesh.RetrySettings;
import bestow.mesh.SpreadSettings;
import bestow.mesh.SpreadSettings.Help;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The keys of the mesh that heals itself.
final class HealKeysTest {

  @Test
  void withoutAKeyEverythingIsAsUsual() throws StartException {
    var settings = Settings.of(Map.of());

    var callee = MeshKeys.callee("quota", CalleeSettings.of("bestow-quota"), settings);

    settings.check();
    assertEquals(HealSettings.usual(), callee.heal());
  }

  @Test
  void everyKeyGoesToItsPlace() throws StartException {
    var settings =
        Settings.of(
            Map.ofEntries(
                Map.entry("heal.eject.below", "0.4"),
                Map.entry("heal.eject.samples-min", "21"),
                Map.entry("heal.eject.window", "11s"),
                Map.entry("heal.eject.connect-failures", "6"),
                Map.entry("callee.quota.slow", "90ms"),
                Map.entry("heal.eject.time", "6s"),
                Map.entry("heal.eject.time-max", "121s"),
                Map.entry("heal.eject.jitter", "0.1"),
                Map.entry("heal.eject.decay", "61s"),
                Map.entry("heal.eject.share-max", "0.3"),
                Map.entry("heal.restore.probe-wait-max", "16s"),
                Map.entry("heal.restore.lease", "12s"),
                Map.entry("heal.restore.probe-share", "0.02"),
                Map.entry("heal.restore.warm-up", "13s"),
                Map.entry("heal.restore.warm-from", "0.25"),
                Map.entry("callee.quota.attempts-max", "3"),
                Map.entry("heal.retry.success-min", "0.8"),
                Map.entry("heal.retry.reopen", "0.07"),
                Map.entry("heal.retry.budget", "0.15"),
                Map.entry("heal.retry.budget-max", "51"),
                Map.entry("heal.retry.reserve", "0.7"),
                Map.entry("heal.retry.backoff", "26ms"),
                Map.entry("heal.retry.backoff-max", "251ms"),
                Map.entry("callee.quota.hedge", "80ms"),
                Map.entry("callee.quota.plane", "claim"),
                Map.entry("callee.quota.help", "neighbour"),
                Map.entry("heal.spread.load", "0.65"),
                Map.entry("heal.spread.spill-max", "0.22"),
                Map.entry("heal.spread.hold-down", "31s"),
                Map.entry("heal.spread.memory", "32s"),
                Map.entry("heal.bypass.time", "23ms"),
                Map.entry("heal.bypass.limit", "33"),
                Map.entry("heal.bypass.success-min", "0.55")));

    var heal = MeshKeys.callee("quota", CalleeSettings.of("bestow-quota"), settings).heal();

    settings.check();
    assertEquals(
        new EjectSettings(
            0.4, 21, seconds(11), 6, millis(90), seconds(6), seconds(121), 0.1, seconds(61), 0.3),
        heal.eject());
    assertEquals(
        new RestoreSettings(seconds(16), seconds(12), 0.02, seconds(13), 0.25), heal.restore());
    assertEquals(
        new RetrySettings(3, 0.8, 0.07, 0.15, 51, 0.7, millis(26), millis(251), millis(80)),
        heal.retry());
    assertEquals(
        new SpreadSettings("claim", Help.NEIGHBOUR, 0.65, 0.22, seconds(31), seconds(32)),
        heal.spread());
    assertEquals(new BypassSettings(millis(23), 33, 0.55), heal.bypass());
  }

  /// Scenario 7, and whatever else cannot be meant.
  @ParameterizedTest
  @CsvSource({
    "heal.eject.time, 130s, eject.time",
    "heal.eject.time-max, 4s, eject.time",
    "heal.retry.backoff, 300ms, retry.backoff",
    "heal.eject.below, 0.95, retry.success-min",
    "callee.quota.help, backup, spread.help",
    "heal.retry.success-min, 0.97, retry.reopen",
    "callee.quota.slow, 200ms, callee.quota.read",
    "callee.quota.hedge, 200ms, callee.quota.read"
  })
  void whatContradictsAnotherKeyIsRefusedAtTheStart(String key, String value, String named) {
    var refused =
        assertThrows(
            StartException.class,
            () ->
                Settings.of(Map.of(key, value))
                    .read(from -> MeshKeys.callee("quota", CalleeSettings.of("q"), from)));

    assertTrue(refused.toString().contains(named), refused::toString);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Duration millis(int millis) {
    return Duration.ofMillis(millis);
  }
}
