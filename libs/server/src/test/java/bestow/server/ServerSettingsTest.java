package bestow.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.CalleeSettings;
import bestow.mesh.TimeoutSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerSettingsTest {

  private static final Service SERVICE = Service.of("quota", 8104);

  @Test
  void everyKeyAndItsDefaultAreAsDocumented() throws StartException {
    var settings = Settings.of(Map.of());

    ServerSettings.from(SERVICE, settings);

    settings.check();
    assertEquals(
        """
        admission.late-share = 0.1
        admission.list-share = 0.75
        admission.optional-share = 0.5
        admission.query-share = 0.9
        admission.requests-min = 20
        admission.slack = 5ms
        admission.tolerance = 2.0
        admission.window = 1s
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
        fitness.out = 5s
        fitness.out-max = 2m
        fitness.requests-min = 20
        fitness.success-back = 0.8
        fitness.success-min = 0.5
        fitness.window = 10s
        lane.fast.requests-max = 1024
        lane.fast.requests-min = 64
        lane.slow.requests-max = 1024
        lane.slow.requests-min = 1024
        lane.slow.routes =\s
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
            3 << 10, 4 << 10, 5, seconds(7), seconds(8), seconds(9), seconds(10)),
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
  void everyKeyOfAdmissionAndFitnessGoesToItsPlace() throws StartException {
    var settings =
        Settings.of(
            Map.ofEntries(
                Map.entry("lane.fast.requests-min", "20"),
                Map.entry("lane.fast.requests-max", "21"),
                Map.entry("lane.slow.requests-min", "22"),
                Map.entry("lane.slow.requests-max", "23"),
                Map.entry("lane.slow.routes", "POST /v1/a, GET /v1/b"),
                Map.entry("admission.query-share", "0.3"),
                Map.entry("admission.list-share", "0.2"),
                Map.entry("admission.optional-share", "0.1"),
                Map.entry("admission.tolerance", "1.5"),
                Map.entry("admission.slack", "24ms"),
                Map.entry("admission.late-share", "0.4"),
                Map.entry("admission.window", "25s"),
                Map.entry("admission.requests-min", "26"),
                Map.entry("fitness.success-min", "0.6"),
                Map.entry("fitness.success-back", "0.7"),
                Map.entry("fitness.requests-min", "27"),
                Map.entry("fitness.window", "28s"),
                Map.entry("fitness.out", "29s"),
                Map.entry("fitness.out-max", "30s")));

    var read = settings.read(all -> ServerSettings.from(SERVICE, all));

    assertEquals(
        new AdmissionSettings(
            new AdmissionSettings.Range(20, 21),
            new AdmissionSettings.Range(22, 23),
            List.of("POST /v1/a", "GET /v1/b"),
            new AdmissionSettings.Shares(0.3, 0.2, 0.1),
            new AdmissionSettings.Pace(1.5, Duration.ofMillis(24), 0.4, seconds(25), 26)),
        read.admission());
    assertEquals(
        new FitnessSettings(0.6, 0.7, 27, seconds(28), seconds(29), seconds(30)), read.fitness());
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
  void whoeverFacesUsersOrHasSlowRoutesSaysSo() throws StartException {
    var service = Service.of("delivery", 8105).slow("POST /v1/deliveries").facingUsers();

    var read = Settings.of(Map.of()).read(all -> ServerSettings.from(service, all)).admission();

    assertEquals(List.of("POST /v1/deliveries"), read.slowRoutes());
    // Of a fixed limit, since its pace is that of others.
    assertEquals(read.fast().max(), read.fast().min());
  }

  @ParameterizedTest
  @CsvSource({
    "lane.fast.requests-max=10, lane.fast.requests-min=11, from 1 to 10",
    "admission.query-share=0.5, admission.list-share=0.6, fall from at most 1 to above 0",
    "admission.query-share=0.9, admission.optional-share=0, fall from at most 1 to above 0",
    "fitness.success-min=0.9, fitness.success-back=0.8, is not below fitness.success-min",
    "fitness.out=10s, fitness.out-max=9s, is not below fitness.out",
    "admission.tolerance=1, admission.window=1s, a number from 1.1 to 100"
  })
  void settingsThatContradictEachOtherAreRefused(String one, String other, String told) {
    var keys = new HashMap<String, String>();
    for (var key : List.of(one, other)) {
      int end = key.indexOf('=');
      keys.put(key.substring(0, end), key.substring(end + 1));
    }

    var refused =
        assertThrows(
            StartException.class,
            () -> Settings.of(keys).read(all -> ServerSettings.from(SERVICE, all)));

    assertTrue(refused.toString().contains(told), refused::toString);
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
    assertEquals(Duration.ofSeconds(30), mesh.discovery().lossHold());
    assertEquals(
        new TimeoutSettings("gateway", 0.8, Duration.ofMinutes(1), 1_000), mesh.timeouts());
    assertEquals(CalleeSettings.of("bestow-quota").read(Duration.ofMillis(70)), callee);
    assertEquals("data/gateway/discovery", settings.effective().get("discovery.snapshots"));
  }

  @ParameterizedTest
  @CsvSource({"connect, 501ms", "write, 501ms", "read, 501ms", "total, 199ms"})
  void aStepThatMayTakeLongerThanTheWholeCallIsRefused(String step, String time) {
    var settings = Settings.of(Map.of("callee.quota." + step, time));

    var refused =
        assertThrows(
            StartException.class,
            () -> settings.read(all -> MeshKeys.callee("quota", CalleeSettings.of("q"), all)));

    assertTrue(refused.toString().contains("is not above callee.quota.total"), refused::toString);
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
