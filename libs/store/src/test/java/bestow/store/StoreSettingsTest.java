package bestow.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoreSettingsTest {

  private static final StoreSettings SETTINGS =
      StoreSettings.of("127.0.0.1", 7104, "quota", "s3cret", "quota");

  @Test
  void everyLimitHasItsDefault() {
    assertEquals(
        new StoreSettings(
            "127.0.0.1",
            7104,
            "quota",
            "s3cret",
            "quota",
            2,
            4096,
            128,
            Duration.ofMillis(500),
            Duration.ofMillis(200)),
        SETTINGS);
  }

  @Test
  void thePasswordIsNeverShown() {
    assertFalse(SETTINGS.toString().contains("s3cret"));
    assertTrue(SETTINGS.toString().contains("127.0.0.1:7104"));
  }

  @Test
  void whatIsOutOfRangeIsRefusedByName() {
    assertRefused("host", () -> StoreSettings.of(" ", 1, "", "", "quota"));
    assertRefused("owner", () -> StoreSettings.of("a", 1, "", "", ""));
    assertRefused("port", () -> StoreSettings.of("a", 65_536, "", "", "quota"));
    assertRefused("connections", () -> SETTINGS.limited(0, 1, 1));
    assertRefused("queue-max", () -> SETTINGS.limited(1, 0, 1));
    assertRefused("batch-max", () -> SETTINGS.limited(1, 1, 10_001));
    assertRefused("timeout", () -> SETTINGS.timed(Duration.ZERO, Duration.ofMillis(1)));
    assertRefused(
        "connect-timeout", () -> SETTINGS.timed(Duration.ofMillis(1), Duration.ofMinutes(2)));
  }

  private static void assertRefused(String key, Runnable made) {
    var error = assertThrows(IllegalArgumentException.class, made::run);
    assertTrue(error.toString().contains(key), error.toString());
  }
}
