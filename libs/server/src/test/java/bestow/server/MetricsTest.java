package bestow.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import bestow.testing.FreePort;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  private static Telemetry telemetry(int port) throws StartException {
    var settings = Settings.of(Map.of("metrics.port", Integer.toString(port)));
    return Telemetry.start(ServerSettings.from(Service.of("test", 0), settings));
  }

  @Test
  void durationsAndRequestsUnderWayAreThereForPrometheus() throws Exception {
    var finish = new CountDownLatch(1);
    int port = FreePort.next();
    try (var telemetry = telemetry(port);
        var server =
            LiveServer.of(
                Service.of("test", 0),
                telemetry,
                rules ->
                    rules
                        .get(
                            "/v1/things/{id}",
                            (_, response) -> Reply.json(response, "{}".getBytes(UTF_8)))
                        .get(
                            "/v1/wait",
                            (_, response) -> {
                              boolean _ = finish.await(30, TimeUnit.SECONDS);
                              Reply.json(response, "{}".getBytes(UTF_8));
                            }));
        var waiting = server.connect()) {
      server.ask("GET /v1/things/7 HTTP/1.1\nHost: x\n\n");
      server.ask("GET /v1/things/8 HTTP/1.1\nHost: x\n\n");
      server.ask("BREW /a HTTP/1.1\nHost: x\n\n");
      server.ask("STIR /b HTTP/1.1\nHost: x\n\n");
      waiting.send("GET /v1/wait HTTP/1.1\nHost: x\n\n");

      Eventually.within(
          SOON,
          () -> scrape(port).contains("http_server_active_requests{http_request_method=\"GET\""),
          "requests under way are told");
      Eventually.within(
          SOON, () -> lines(scrape(port), "_count{", "_OTHER").endsWith("} 2"), "all are told");

      var metrics = scrape(port);
      var counted = lines(metrics, "_count{", "/v1/things/{id}");
      assertTrue(counted.contains("http_request_method=\"GET\""), counted);
      assertTrue(counted.contains("http_response_status_code=\"200\""), counted);
      assertTrue(counted.endsWith("} 2"), counted);
      assertTrue(metrics.contains("le=\"0.02\""), metrics);
      assertTrue(
          lines(metrics, "http_server_active_requests{", "\"GET\"").endsWith("} 1.0"), metrics);
      assertTrue(metrics.contains("service_name=\"test\""), metrics);
      assertTrue(metrics.contains("service_namespace=\"bestow\""), metrics);
      assertFalse(metrics.contains("/v1/things/7"), metrics);
      finish.countDown();
      waiting.answer();
    }
  }

  @Test
  void connectionsThatWereCutAreCounted() throws Exception {
    int port = FreePort.next();
    try (var telemetry = telemetry(port);
        var server =
            LiveServer.of(Service.of("test", 0), telemetry, _ -> {}, "server.read", "100ms");
        var slow = server.connect()) {
      slow.send("GET /").rest();

      assertTrue(
          lines(scrape(port), "bestow_server_connections_cut_total{", "request").endsWith("} 1.0"),
          scrape(port));
    }
  }

  @Test
  void aPortForMetricsThatIsTakenIsNamed() throws Exception {
    try (var taken = new ServerSocket(0)) {
      var refused = assertThrows(StartException.class, () -> telemetry(taken.getLocalPort()));

      assertTrue(refused.toString().contains("set metrics.port to another one"));
    }
  }

  @Test
  void aVariableThatIsWrongIsNamed() {
    var settings = ServerSettings.from(Service.of("test", 0), Settings.of(Map.of()));
    System.setProperty("otel.traces.sampler", "nonsense");
    try {
      var refused = assertThrows(StartException.class, () -> Telemetry.start(settings));
      assertTrue(refused.toString().contains("OTEL_*"), refused.toString());
    } finally {
      System.clearProperty("otel.traces.sampler");
    }
  }

  private static String lines(String metrics, String... words) {
    return metrics
        .lines()
        .filter(line -> Arrays.stream(words).allMatch(line::contains))
        .reduce("", (a, b) -> a + b);
  }

  private static String scrape(int port) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
              .timeout(Duration.ofSeconds(10))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
