package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.Settings;
import bestow.server.StartException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class QuotaSettingsTest {
  private static final Map<String, String> NEEDED = Map.of("quota.order-secret", House.SECRET);

  @Test
  void everyKeyAndDefaultIsThis() throws StartException {
    var settings = Settings.of(NEEDED);

    settings.read(QuotaSettings::from);

    var own = new HashMap<>(settings.effective());
    own.keySet()
        .removeIf(
            key ->
                key.matches(
                    "((place|consul|discovery|server|metrics|timeouts|heal)|callee[.]delivery[.](?!(read|total|connections-max)$)).*"));
    assertEquals(
        Map.ofEntries(
            Map.entry("callee.delivery.connections-max", "4"),
            Map.entry("callee.delivery.read", "2s"),
            Map.entry("callee.delivery.total", "3s"),
            Map.entry("operator.token", "(none)"),
            Map.entry("quota.dry-time", "200ms"),
            Map.entry("quota.hold-time", "30s"),
            Map.entry("quota.key-keep", "30d"),
            Map.entry("quota.key-lease", "2s"),
            Map.entry("quota.order-secret", "***"),
            Map.entry("quota.record-keep", "30d"),
            Map.entry("reconcile.batch", "5000"),
            Map.entry("reconcile.every", "1s"),
            Map.entry("reconcile.repairs-max", "100"),
            Map.entry("reconcile.settle", "15m"),
            Map.entry("redis.batch-max", "128"),
            Map.entry("redis.cluster", ""),
            Map.entry("redis.connect-timeout", "200ms"),
            Map.entry("redis.connections", "4"),
            Map.entry("redis.host", "127.0.0.1"),
            Map.entry("redis.password", "(none)"),
            Map.entry("redis.port", "7104"),
            Map.entry("redis.queue-max", "4096"),
            Map.entry("redis.replica-timeout", "50ms"),
            Map.entry("redis.replicas", "0"),
            Map.entry("redis.timeout", "500ms"),
            Map.entry("redis.user", "quota"),
            Map.entry("sweep.batch", "500"),
            Map.entry("sweep.every", "1s")),
        own);
  }

  @Test
  void everyKeyIsRead() throws StartException {
    var values = new HashMap<>(NEEDED);
    values.put("quota.dry-time", "1s");
    values.put("quota.hold-time", "5m");
    values.put("quota.key-keep", "60d");
    values.put("quota.key-lease", "10s");
    values.put("quota.record-keep", "90d");
    values.put("redis.port", "7777");

    var settings = Settings.of(values).read(QuotaSettings::from);

    assertEquals(Duration.ofSeconds(1), settings.dryTime());
    assertEquals(
        new Quota.Times(Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofDays(90)),
        settings.times());
    assertEquals(Duration.ofDays(60), settings.keyKeep());
    assertEquals(7777, settings.store().port());
    assertEquals(House.SECRET, settings.orderSecret().reveal());
  }

  @Test
  void aSecretIsNeededAndNeverShown() throws StartException {
    assertRefused(Map.of(), "quota.order-secret");
    assertRefused(Map.of("quota.order-secret", "short"), "quota.order-secret");
    var settings = Settings.of(NEEDED);

    var read = settings.read(QuotaSettings::from);

    assertFalse(read.toString().contains(House.SECRET));
    assertFalse(settings.describe().contains(House.SECRET));
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    for (var wrong :
        List.of(
            Map.entry("quota.dry-time", "0ms"),
            Map.entry("quota.dry-time", "11s"),
            Map.entry("quota.hold-time", "999ms"),
            Map.entry("quota.hold-time", "2d"),
            Map.entry("quota.key-lease", "99ms"),
            Map.entry("quota.key-lease", "61s"),
            Map.entry("quota.key-keep", "59m"),
            Map.entry("quota.key-keep", "forever"),
            Map.entry("quota.record-keep", "29d"),
            Map.entry("quota.record-keep", "3651d"))) {
      var values = new HashMap<>(NEEDED);
      values.put(wrong.getKey(), wrong.getValue());
      assertRefused(values, wrong.getKey());
    }
  }

  private static void assertRefused(Map<String, String> values, String key) {
    var settings = Settings.of(values);
    var refused = assertThrows(StartException.class, () -> settings.read(QuotaSettings::from));
    assertTrue(refused.problems().stream().anyMatch(problem -> problem.contains(key)));
  }
}
