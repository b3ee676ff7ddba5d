package bestow.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import bestow.testing.Eventually;
import bestow.testing.FreePort;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is let in through the doors of a real listener.
class AdmissionTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String REFUSED = "\r\nBestow-Outcome: refused\r\n";

  private final CountDownLatch finish = new CountDownLatch(1);
  private final CountDownLatch bodyAwaited = new CountDownLatch(1);
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();
  private final List<Wire> wires = new ArrayList<>();

  @AfterEach
  void release() throws IOException {
    finish.countDown();
    for (var wire : wires) {
      wire.close();
    }
  }

  private void doors(HttpRules rules) {
    rules
        .get("/v1/fast", this::hold)
        .get("/v1/slow", this::hold)
        .post(
            "/v1/body",
            (request, response) -> {
              bodyAwaited.countDown();
              Body.json((_, _, answer) -> tell(answer)).handle(request, response);
            });
  }

  private void hold(ServerRequest request, ServerResponse response) throws InterruptedException {
    waiting.incrementAndGet();
    boolean _ = finish.await(30, TimeUnit.SECONDS);
    Reply.json(response, "{}".getBytes(UTF_8));
  }

  private void tell(ServerResponse response) {
    taken.incrementAndGet();
    Reply.json(response, "{}".getBytes(UTF_8));
  }

  private LiveServer server(String... settings) throws StartException {
    return server(Service.of("test", 0), Telemetry.none(), settings);
  }

  private LiveServer server(Service service, Telemetry telemetry, String... settings)
      throws StartException {
    var all = new ArrayList<>(List.of(settings));
    // What is still held when a test ends need not be waited for.
    all.addAll(List.of("drain.grace", "0s"));
    return LiveServer.of(service, telemetry, this::doors, all.toArray(String[]::new));
  }

  private void occupy(LiveServer server, String path, int times) throws IOException {
    occupy(server, path, "commit", times);
  }

  private void occupy(LiveServer server, String path, String criticality, int times)
      throws IOException {
    int before = waiting.get();
    for (int i = 0; i < times; i++) {
      var wire = server.connect();
      wires.add(wire);
      wire.send(get(path, criticality));
    }
    Eventually.within(SOON, () -> waiting.get() == before + times, "all are under way");
  }

  private static String get(String path, String criticality) {
    return "GET " + path + " HTTP/1.1\nHost: x\nBestow-Criticality: " + criticality + "\n\n";
  }

  @Test
  void theLeastCriticalIsRefusedFirst() throws Exception {
    try (var server = server("lane.fast.requests-max", "10")) {
      occupy(server, "/v1/fast", 5);
      assertTrue(server.ask(get("/v1/fast", "optional")).contains(REFUSED));
      occupy(server, "/v1/fast", 2);
      assertTrue(server.ask(get("/v1/fast", "list")).contains(REFUSED));
      occupy(server, "/v1/fast", 2);
      assertTrue(server.ask(get("/v1/fast", "query")).contains(REFUSED));
      occupy(server, "/v1/fast", 1);
      assertTrue(server.ask(get("/v1/fast", "commit")).contains(REFUSED));
      assertEquals(10, waiting.get());
    }
  }

  /// Scenario 48.
  @Test
  void whatAnotherPlaneCouldNotDoIsRefusedBeforeAnythingOfOnesOwn() throws Exception {
    try (var server = server("lane.fast.requests-max", "10")) {
      occupy(server, "/v1/fast", 4);
      assertEquals(4, waiting.get());
      occupy(server, "/v1/fast", "commit\nBestow-Marks: spilled", 1);

      assertTrue(server.ask(get("/v1/fast", "commit\nBestow-Marks: spilled")).contains(REFUSED));
      // A backup has no work of its own.
      occupy(server, "/v1/fast", "commit\nBestow-Marks: backed-up", 1);
      occupy(server, "/v1/fast", 4);
      assertEquals(10, waiting.get());
    }
  }

  @Test
  void theSlowTakeNoPlaceOfTheFast() throws Exception {
    var service = Service.of("test", 0).slow("GET /v1/slow");
    try (var server =
        server(
            service,
            Telemetry.none(),
            "lane.fast.requests-max",
            "1",
            "lane.slow.requests-max",
            "3")) {
      occupy(server, "/v1/slow", 2);
      // A long poll is slow, whatever its door.
      occupy(server, "/v1/fast?after=7&wait=20s", 1);
      assertTrue(server.ask(get("/v1/slow", "commit")).contains(REFUSED));

      occupy(server, "/v1/fast", 1);

      assertTrue(server.ask(get("/v1/fast", "commit")).contains(REFUSED));
    }
  }

  @Test
  void aSlowRouteThatIsNoDoorIsRefusedAtTheStart() {
    var refused =
        assertThrows(
            StartException.class, () -> server("lane.slow.routes", "GET /v1/slow,GET /v1/slwo"));

    assertEquals(
        List.of("lane.slow.routes: GET /v1/slwo is no door here: did you mean GET /v1/slow?"),
        refused.problems());
  }

  @Test
  void aDeadlineThatPassesWhileTheBodyComesIsRefusedBeforeAnythingIsBegun() throws Exception {
    try (var server = server();
        var wire = server.connect()) {
      wire.send(
          "POST /v1/body HTTP/1.1\nHost: x\nContent-Type: application/json\n"
              + "Content-Length: 2\nBestow-Deadline-Ms: 200\n\n{");
      assertTrue(bodyAwaited.await(20, TimeUnit.SECONDS));
      var over = Deadline.in(Duration.ofMillis(200), Ticker.system());
      Eventually.within(SOON, () -> over.spent(Ticker.system()), "its time is up");

      var answer = wire.send("}").answer();

      assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
      assertTrue(answer.contains(REFUSED), answer);
      assertEquals(0, taken.get());
    }
  }

  /// Scenario 44. Deadlines travel as a time that is left, so clocks need not agree, and whatever
  /// has none left may be dropped: there is no share of it that is let in all the same.
  @Test
  void aStormOfRequestsThatAreTooLateBeginsNothingAndTakesNothingFromTheOthers() throws Exception {
    int port = FreePort.next();
    var settings = Settings.of(Map.of("metrics.port", Integer.toString(port)));
    var service = Service.of("test", 0);
    try (var telemetry = Telemetry.start(ServerSettings.from(service, settings));
        var server = server(service, telemetry, "lane.fast.requests-max", "10")) {
      for (int i = 0; i < 200; i++) {
        var body = "POST /v1/body HTTP/1.1\nHost: x\nContent-Type: application/json\n";
        var late = server.ask(body + "Content-Length: 2\nBestow-Deadline-Ms: 0\n\n{}");
        assertTrue(late.contains(REFUSED), late);
        if (i % 20 == 0) {
          var inTime = server.ask(body + "Content-Length: 2\nBestow-Deadline-Ms: 20000\n\n{}");
          assertTrue(inTime.startsWith("HTTP/1.1 200 "), inTime);
        }
      }

      assertEquals(10, taken.get());
      var metrics = metrics(port);
      assertEquals(
          "200.0",
          value(metrics, "bestow_server_requests_refused_total", "bestow_refusal=\"late\""));
      assertEquals("10.0", value(metrics, "bestow_server_requests_limit", "\"fast\""));
    }
  }

  @Test
  void whatWasRefusedAndWhatThereIsRoomForIsThereForPrometheus() throws Exception {
    int port = FreePort.next();
    var settings = Settings.of(Map.of("metrics.port", Integer.toString(port)));
    var service = Service.of("test", 0);
    try (var telemetry = Telemetry.start(ServerSettings.from(service, settings));
        var server = server(service, telemetry, "lane.fast.requests-max", "1")) {
      occupy(server, "/v1/fast", 1);
      server.ask(get("/v1/fast", "list"));
      server.ask(get("/v1/fast", "list"));
      occupy(server, "/v1/slow?wait=1s", 1);

      Eventually.within(
          SOON,
          () -> {
            var metrics = metrics(port);
            return value(metrics, "bestow_server_requests_refused_total", "list").equals("2.0")
                && value(metrics, "bestow_server_requests_limit", "\"fast\"").equals("1.0")
                && value(metrics, "bestow_server_requests_limit", "\"slow\"").equals("1024.0")
                && value(metrics, "bestow_server_requests_inside", "\"fast\"").equals("1.0")
                && value(metrics, "bestow_server_requests_inside", "\"slow\"").equals("1.0");
          },
          "the metrics say so: " + metrics(port));
      assertFalse(metrics(port).contains("bestow_refusal=\"late\""));
    }
  }

  private static String metrics(int port) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  private static String value(String metrics, String name, String label) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + "{") && line.contains(label))
        .map(line -> line.substring(line.lastIndexOf(' ') + 1))
        .findFirst()
        .orElse("none");
  }
}
