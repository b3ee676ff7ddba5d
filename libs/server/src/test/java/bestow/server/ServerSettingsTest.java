package bestow.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.CalleeSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerSettingsTest {

  private static final Service SERVICE = Service.of("quota", 8104);

  @Test
  void everyKeyAndItsDefaultAreAsDocumented() throws StartException {
    var settings = Settings.of(Map.of());

    ServerSettings.from(SERVICE, settings);

    settings.check();
    assertEquals(
        """
        consul.check-interval = 1s
        consul.check-timeout = 1s
        consul.forget-after = 10m
        consul.host = 127.0.0.1
        consul.port = 8500
        consul.registers = true
        consul.token = (none)
        consul.verify-interval = 5s
        drain.grace = 20s
        drain.wait = 2s
        metrics.port = 0
        place.cluster = prod-1
        place.lane =\s
        place.plane = claim
        place.zone = a
        server.advertised = 127.0.0.1
        server.body-max = 64KiB
        server.connections-max = 4096
        server.headers-max = 16KiB
        server.host = 127.0.0.1
        server.idle = 1m
        server.port = 8104
        server.read = 5s
        server.requests-max = 1024
        server.work = 30s
        server.write = 5s
        trace.share = 0.01
        """,
        settings.describe());
  }

  @Test
  void everyKeyGoesToItsPlace() throws StartException {
    var settings =
        Settings.of(
            Map.ofEntries(
                Map.entry("server.host", "0.0.0.0"),
                Map.entry("server.advertised", "10.0.0.7"),
                Map.entry("server.port", "1"),
                Map.entry("metrics.port", "2"),
                Map.entry("server.body-max", "3KiB"),
                Map.entry("server.headers-max", "4KiB"),
                Map.entry("server.connections-max", "5"),
                Map.entry("server.requests-max", "6"),
                Map.entry("server.read", "7s"),
                Map.entry("server.write", "8s"),
                Map.entry("server.idle", "9s"),
                Map.entry("server.work", "10s"),
                Map.entry("drain.wait", "11s"),
                Map.entry("drain.grace", "12s"),
                Map.entry("consul.port", "13"),
                Map.entry("consul.token", "t"),
                Map.entry("consul.check-interval", "14s"),
                Map.entry("consul.check-timeout", "15s"),
                Map.entry("consul.verify-interval", "16s"),
                Map.entry("consul.forget-after", "17m"),
                Map.entry("trace.share", "0.5")));

    var read = settings.read(all -> ServerSettings.from(SERVICE, all));

    assertEquals(new ServerSettings.Listen("0.0.0.0", 1, "10.0.0.7", 2), read.listen());
    assertEquals(
        new ServerSettings.Limits(
            3 << 10, 4 << 10, 5, 6, seconds(7), seconds(8), seconds(9), seconds(10)),
        read.limits());
    assertEquals(new ServerSettings.Drain(seconds(11), seconds(12)), read.drain());
    assertEquals(13, read.consul().port());
    assertEquals("t", read.consul().token().reveal());
    assertEquals(seconds(14), read.consul().checkInterval());
    assertEquals(seconds(15), read.consul().checkTimeout());
    assertEquals(seconds(16), read.consul().verifyInterval());
    assertEquals(Duration.ofMinutes(17), read.consul().forgetAfter());
    assertEquals(0.5, read.traceShare());
    assertEquals("bestow-quota-10.0.0.7-1", read.instanceId(1));
  }

  @Test
  void aServiceMayHaveItsOwnDefaults() throws StartException {
    var service = Service.of("gateway", 8100).bodyMax(8 << 10).facingUsers();

    var read = Settings.of(Map.of()).read(all -> ServerSettings.from(service, all));

    assertEquals(8100, read.listen().port());
    assertEquals(8 << 10, read.limits().bodyBytesMax());
    assertEquals(Audience.USERS, read.audience());
  }

  @Test
  void anAddressThatReachesNobodyIsNotRegistered() {
    var settings = Settings.of(Map.of("server.host", "0.0.0.0"));

    var refused =
        assertThrows(
            StartException.class, () -> settings.read(all -> ServerSettings.from(SERVICE, all)));

    assertTrue(refused.toString().contains("server.advertised = 0.0.0.0 reaches nobody"));
  }

  @Test
  void whatACallerNeedsIsReadBesides() throws StartException {
    var settings = Settings.of(Map.of("callee.quota.read", "70ms"));

    var mesh = MeshKeys.mesh("gateway", settings);
    var callee = MeshKeys.callee("quota", CalleeSettings.of("bestow-quota"), settings);

    settings.check();
    assertEquals("a", mesh.zone());
    assertEquals(8500, mesh.discovery().port());
    assertEquals(CalleeSettings.of("bestow-quota").read(Duration.ofMillis(70)), callee);
    assertEquals("data/gateway/discovery", settings.effective().get("discovery.snapshots"));
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
