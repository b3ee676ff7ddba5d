package bestow.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.Settings;
import bestow.server.StartException;
import bestow.wire.security.Dimension;
import bestow.wire.security.Threshold;
import bestow.wire.security.Threshold.Beyond;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SecuritySettingsTest {

  @Test
  void theDefaultsAreThese() throws StartException {
    var settings =
        Settings.of(Map.of("operator.token", "an-operators-token")).read(SecuritySettings::from);

    assertEquals(7102, settings.store().port());
    assertEquals(
        List.of(
            new Threshold(Dimension.USER, 30, 60, Beyond.REFUSE),
            new Threshold(Dimension.IP, 600, 60, Beyond.REFUSE),
            new Threshold(Dimension.DEVICE, 60, 60, Beyond.REFUSE)),
        settings.thresholds());
    assertEquals("***", settings.operatorToken().toString());
  }

  @Test
  void aLimitOutOfItsRangeIsRefusedWithItsRange() {
    var wrong =
        Settings.of(
            Map.of(
                "operator.token", "an-operators-token",
                "limit.ip.claims", "0",
                "limit.ip.per", "2d"));

    var refused = assertThrows(StartException.class, () -> wrong.read(SecuritySettings::from));

    assertTrue(refused.problems().toString().contains("limit.ip.claims"));
    assertTrue(refused.problems().toString().contains("limit.ip.per"));
  }
}
