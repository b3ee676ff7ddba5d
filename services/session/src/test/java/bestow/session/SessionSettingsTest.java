package bestow.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.Settings;
import bestow.server.StartException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SessionSettingsTest {

  @Test
  void theDefaultsAreThese() throws StartException {
    var settings =
        Settings.of(
                Map.of(
                    "identity.issuer", "https://id.example.com",
                    "identity.keys", "https://id.example.com/keys"))
            .read(SessionSettings::from);

    assertEquals(7101, settings.store().port());
    assertEquals("session", settings.store().owner());
    assertEquals("bestow", settings.audience());
    assertEquals(URI.create("https://id.example.com/keys"), settings.keys());
    assertEquals(Duration.ofHours(1), settings.tokenAgeMax());
    assertEquals(new Session.Rules(Duration.ofHours(12), 20), settings.rules());
  }

  @Test
  void issuerAndKeysHaveNoDefault() {
    var refused =
        assertThrows(StartException.class, () -> Settings.of(Map.of()).read(SessionSettings::from));

    assertTrue(refused.problems().toString().contains("identity.issuer"));
    assertTrue(refused.problems().toString().contains("identity.keys"));
  }
}
