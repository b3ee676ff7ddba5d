package bestow.reporting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.server.Settings;
import bestow.server.StartException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReportingSettingsTest {

  @Test
  void theDefaultsAreThese() throws StartException {
    var settings =
        Settings.of(Map.of("operator.token", "an-operators-token")).read(ReportingSettings::from);

    assertEquals(7106, settings.store().port());
    assertEquals("reporting", settings.store().owner());
    assertEquals(Duration.ofDays(90), settings.keep());
    assertEquals(100_000, settings.linesMax());
  }
}
