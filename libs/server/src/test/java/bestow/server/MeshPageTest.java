package bestow.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Call;
import bestow.mesh.CallContext;
import bestow.mesh.CalleeSettings;
import bestow.mesh.CalleeState;
import bestow.mesh.CalleeView;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Instance;
import bestow.mesh.Mesh;
import bestow.mesh.Place;
import bestow.mesh.Timeouts;
import bestow.testing.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What operators see of a mesh, and where.
class MeshPageTest {

  private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
  private static final Timeouts TIMEOUTS =
      new Timeouts(
          Duration.ofMillis(1),
          Duration.ofMillis(2),
          Duration.ofMillis(3),
          Duration.ofMillis(4),
          Timeouts.Origin.CONSUL);

  @TempDir Path folder;

  @Test
  void eachCalleeIsToldWithItsInstancesTheWorstFirst() {
    var well = seen(1, CalleeState.Standing.WELL, Optional.of(1.0), Optional.empty(), "");
    var out =
        seen(
            2,
            CalleeState.Standing.EJECTED,
            Optional.of(0.25),
            Optional.of(Duration.ofSeconds(5)),
            "4 of \"5\"");
    var view =
        new CalleeView(
            CalleeView.Kind.CORE,
            new CalleeState("bestow-quota", List.of(well, out), Optional.of(0.5), true),
            List.of(instance(1), instance(2), instance(3)),
            Optional.of(Duration.ofMillis(1_500)),
            TIMEOUTS);

    assertEquals(
        """
        {"at":"2026-11-20T08:00:00Z","callees":[{"callee":"bestow-quota","kind":"core","firstSuccess":0.5,\
        "repeating":"yes","listAgeSeconds":1.5,"listed":3,\
        "timeouts":{"connectMs":1,"writeMs":2,"readMs":3,"totalMs":4,"from":"consul"},"instances":[\
        {"id":"q-2","address":"10.0.0.2:8104","zone":"a","plane":"claim","lane":"","state":"ejected",\
        "success":0.25,"samples":20,"ejectedUntil":"2026-11-20T08:00:05Z","why":"4 of \\"5\\""},\
        {"id":"q-1","address":"10.0.0.1:8104","zone":"a","plane":"claim","lane":"","state":"well",\
        "success":1.0,"samples":20},\
        {"id":"q-3","address":"10.0.0.3:8104","zone":"a","plane":"claim","lane":"",\
        "state":"not-called"}],"instancesLeftOut":0}],"leftOut":0}""",
        page(List.of(view)));
  }

  @Test
  void theSizeHasABound() {
    var many = IntStream.range(1, 5_001).mapToObj(MeshPageTest::instance).toList();
    var view =
        new CalleeView(
            CalleeView.Kind.OPTIONAL,
            new CalleeState("bestow-quota", List.of(), Optional.empty(), true),
            many,
            Optional.empty(),
            TIMEOUTS);

    var one = page(List.of(view));
    var all = page(IntStream.range(0, 500).mapToObj(_ -> view).toList());

    assertTrue(one.contains("\"instancesLeftOut\":4000}"), one.substring(one.length() - 99));
    assertFalse(one.contains("listAgeSeconds"));
    assertTrue(all.length() < (1 << 20) + 100_000, () -> all.length() + " characters");
    assertTrue(all.contains("\"leftOut\":4"), all.substring(all.length() - 99));
  }

  @Test
  void itIsShownBesideTheMetricsAndNotAtTheServicesOwnDoors() throws Exception {
    int port = FreePort.next();
    var keys =
        Map.of(
            "metrics.port", Integer.toString(port),
            "consul.port", Integer.toString(FreePort.next()),
            "discovery.snapshots", folder.toString(),
            "discovery.first-answer", "10ms");
    var settings = Settings.of(keys);
    var service = Service.of("test", 0).facingUsers();
    var read = ServerSettings.from(service, settings);
    try (var telemetry = Telemetry.start(read);
        var server = LiveServer.of(service, telemetry, _ -> {})) {
      assertEquals("{\"callees\":[]}", get(port, "/mesh").body());
      var platform = new Platform(read, telemetry);
      var mesh =
          platform.closing(
              "mesh",
              Mesh.open(
                  MeshKeys.mesh("test", settings),
                  telemetry.api(),
                  platform.ticker(),
                  platform.random()));
      var callee = mesh.callee(CalleeSettings.of("bestow-quota"));
      CallContext.root(Deadline.in(Duration.ofSeconds(1), platform.ticker()), Criticality.QUERY)
          .call(() -> callee.call(Call.get("/x", "/x")));

      var shown = get(port, "/mesh");

      assertEquals(200, shown.statusCode());
      assertTrue(
          shown.body().contains("\"callee\":\"bestow-quota\",\"kind\":\"core\""), shown::body);
      assertTrue(shown.body().contains("\"from\":\"settings\""), shown::body);
      assertEquals("no-store", shown.headers().firstValue("Cache-Control").orElse(""));
      assertEquals(404, get(port, "/mesh/more").statusCode());
      assertEquals(404, get(port, "/").statusCode());
      assertEquals(200, get(port, "/metrics").statusCode());
      assertEquals(404, get(server.port(), "/mesh").statusCode());
      platform.close();
    }
  }

  private static String page(List<CalleeView> callees) {
    return new String(MeshPage.of(callees, NOW), StandardCharsets.US_ASCII);
  }

  private static Instance instance(int number) {
    return new Instance(
        "q-" + number, "10.0.0." + number % 256, 8_104, new Place("a", "prod-1", "claim", ""));
  }

  private static CalleeState.InstanceState seen(
      int number,
      CalleeState.Standing standing,
      Optional<Double> success,
      Optional<Duration> ejectedFor,
      String why) {
    return new CalleeState.InstanceState(instance(number), standing, success, 20, ejectedFor, why);
  }

  private static HttpResponse<String> get(int port, String path)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .timeout(Duration.ofSeconds(10))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
