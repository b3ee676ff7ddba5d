package bestow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bestow.server.Settings;
import bestow.server.StartException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SandboxSettingsTest {

  @Test
  void everyKeyHasItsDefault() throws StartException {
    var settings = Settings.of(Map.of());

    var _ = settings.read(SandboxSettings::from);

    assertEquals(
        Map.ofEntries(
            Map.entry("admin.port", "8111"),
            Map.entry("honour-orders", "true"),
            Map.entry("ledger.file", "data/sandbox-provider/ledger.jsonl"),
            Map.entry("ledger.orders-max", "5000000"),
            Map.entry("repeat-status", "200"),
            Map.entry("server.body-max", "8KiB"),
            Map.entry("server.connections-max", "2048"),
            Map.entry("server.headers-max", "8KiB"),
            Map.entry("server.host", "127.0.0.1"),
            Map.entry("server.idle", "2m"),
            Map.entry("server.port", "8110"),
            Map.entry("server.read", "10s"),
            Map.entry("user-limit", "0")),
        settings.effective());
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    var settings =
        Settings.of(Map.of("server.port", "x", "repeat-status", "201", "honour-order", "true"));

    var refused = assertThrows(StartException.class, () -> settings.read(SandboxSettings::from));

    assertEquals(3, refused.problems().size(), refused.problems()::toString);
  }
}
