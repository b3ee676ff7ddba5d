package bestow.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bestow.server.Settings;
import bestow.server.StartException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConfigSettingsTest {
  private static final String TOKEN = "sixteen-letters!";

  @Test
  void theseAreTheKeysAndTheirDefaults() throws StartException {
    var settings = Settings.of(Map.of("operator.token", TOKEN));

    var read = settings.read(ConfigSettings::from);

    assertEquals(
        new TreeMap<>(
            Map.ofEntries(
                Map.entry("campaigns.max", "1000"),
                Map.entry("operator.token", "***"),
                Map.entry("published.interval", "500ms"),
                Map.entry("published.waiters-max", "256"),
                Map.entry("record.keep", "30d"),
                Map.entry("redis.batch-max", "128"),
                Map.entry("redis.connect-timeout", "200ms"),
                Map.entry("redis.connections", "4"),
                Map.entry("redis.host", "127.0.0.1"),
                Map.entry("redis.password", "(none)"),
                Map.entry("redis.port", "7103"),
                Map.entry("redis.queue-max", "4096"),
                Map.entry("redis.timeout", "500ms"),
                Map.entry("redis.user", "config"),
                Map.entry("revisions.max", "10000"))),
        settings.effective());
    assertEquals(new Config.Limits(1000, 10_000, Duration.ofDays(30)), read.limits());
    assertEquals(new Publications.Limits(Duration.ofMillis(500), 256), read.publications());
    assertEquals(TOKEN, read.operatorToken().reveal());
    assertEquals("config", read.store().owner());
  }

  @Test
  void everyKeyIsReadFromTheFile() throws StartException {
    var settings =
        Settings.of(
            Map.of(
                "operator.token", TOKEN,
                "campaigns.max", "5",
                "revisions.max", "6",
                "record.keep", "365d",
                "published.interval", "2s",
                "published.waiters-max", "7",
                "redis.port", "7199"));

    var read = settings.read(ConfigSettings::from);

    assertEquals(new Config.Limits(5, 6, Duration.ofDays(365)), read.limits());
    assertEquals(new Publications.Limits(Duration.ofSeconds(2), 7), read.publications());
    assertEquals(7199, read.store().port());
  }

  @Test
  void theTokenHasNoDefaultAndIsNotShort() {
    assertEquals(
        List.of(
            "operator.token is missing: it is a secret and has no default; set it in the file or as"
                + " BESTOW_OPERATOR_TOKEN"),
        problems(Map.of()));
    assertEquals(
        List.of("operator.token is wrong: it is a secret of at least 16 characters, has 15"),
        problems(Map.of("operator.token", TOKEN.substring(1))));
  }

  @Test
  void valuesOutOfRangeAreAllToldAtOnce() {
    var problems =
        problems(
            Map.of(
                "operator.token", TOKEN,
                "campaigns.max", "0",
                "revisions.max", "1000001",
                "record.keep", "29d",
                "published.interval", "9ms",
                "published.waiters-max", "many"));

    assertEquals(5, problems.size(), problems.toString());
  }

  @Test
  void theTokenIsNeverPrinted() throws StartException {
    var settings = Settings.of(Map.of("operator.token", TOKEN));

    var read = settings.read(ConfigSettings::from);

    assertFalse(read.toString().contains(TOKEN));
    assertFalse(settings.describe().contains(TOKEN));
  }

  private static List<String> problems(Map<String, String> values) {
    return assertThrows(StartException.class, () -> Settings.of(values).read(ConfigSettings::from))
        .problems();
  }
}
