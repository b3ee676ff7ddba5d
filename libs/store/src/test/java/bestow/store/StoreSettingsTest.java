package bestow.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
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
            4,
            4096,
            128,
            Duration.ofMillis(500),
            Duration.ofMillis(200),
            List.of(),
            new StoreSettings.Replicas(0, Duration.ofMillis(50))),
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
    assertRefused("replicas", () -> new StoreSettings.Replicas(6, Duration.ofMillis(50)));
    assertRefused("replica-timeout", () -> new StoreSettings.Replicas(1, Duration.ZERO));
    assertRefused(
        "replica-timeout",
        () -> SETTINGS.replicated(new StoreSettings.Replicas(1, Duration.ofMillis(500))));
  }

  @Test
  void aClusterIsFoundByAnyOfItsNodes() {
    var seeds = List.of(Address.of("10.0.0.1:7104"), Address.of("[::1]:7105"));

    var clustered = SETTINGS.clustered(seeds);

    assertEquals(seeds, clustered.cluster());
    assertEquals("10.0.0.1", clustered.host());
    assertEquals(new Address("::1", 7105), clustered.cluster().getLast());
  }

  @Test
  void whatIsNoAddressIsRefused() {
    for (var wrong : List.of("", "a", "a:", ":1", "a:0", "a:65536", "a:x")) {
      assertThrows(IllegalArgumentException.class, () -> Address.of(wrong), wrong);
    }
  }

  private static void assertRefused(String key, Runnable made) {
    var error = assertThrows(IllegalArgumentException.class, made::run);
    assertTrue(error.toString().contains(key), error.toString());
  }
}
