package bestow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.Settings;
import bestow.server.StartException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GatewaySettingsTest {

  @Test
  void theDefaultsAreTheBudgetsOfAClaim() throws StartException {
    var settings = Settings.of(Map.of()).read(GatewaySettings::from);

    var callees = settings.callees();
    assertEquals("bestow-session", callees.session().name());
    assertEquals(Duration.ofMillis(200), callees.session().read());
    assertEquals(Duration.ofMillis(100), callees.security().read());
    assertEquals(Duration.ofMillis(200), callees.quota().read());
    assertEquals(Duration.ofMillis(20), callees.reporting().read());
    assertEquals(Duration.ofSeconds(31), callees.delivery().read());
    assertEquals(Duration.ofSeconds(5), settings.claimTime());
    assertEquals(Set.of(), settings.edges());
    assertEquals(100_000, settings.settleQueueMax());
    assertEquals(new Rush.Times(Duration.ofSeconds(1), Duration.ofMillis(20)), settings.rush());
  }

  @Test
  void everyKeyIsReadUnderItsName() throws StartException {
    var settings =
        Settings.of(
                Map.of(
                    "claim.time", "3s",
                    "callee.quota.read", "150ms",
                    "edge.addresses", "10.0.0.1, 10.0.0.2",
                    "settle.queue-max", "7",
                    "gone.remembered", "2s",
                    "gone.gathered", "5ms",
                    "config.copies", "/tmp/copies"))
            .read(GatewaySettings::from);

    assertEquals(Duration.ofSeconds(3), settings.claimTime());
    assertEquals(Duration.ofMillis(150), settings.callees().quota().read());
    assertEquals(Set.of("10.0.0.1", "10.0.0.2"), settings.edges());
    assertEquals(7, settings.settleQueueMax());
    assertEquals(new Rush.Times(Duration.ofSeconds(2), Duration.ofMillis(5)), settings.rush());
  }

  @Test
  void aWrongKeyRefusesTheStartAndNamesTheRightOne() {
    var wrong = Settings.of(Map.of("claim.tme", "3s"));

    var refused = assertThrows(StartException.class, () -> wrong.read(GatewaySettings::from));

    assertTrue(refused.problems().toString().contains("claim.time"), refused.problems().toString());
  }
}
