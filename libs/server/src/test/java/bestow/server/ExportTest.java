package bestow.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import bestow.testing.FreePort;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.helidon.webserver.http.HttpRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportTest {

  private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
  private static final String ASK = "GET /v1/orders/7 HTTP/1.1\nHost: x\n\n";
  private static final String SAMPLED =
      """
      GET /v1/orders/7 HTTP/1.1
      Host: x
      traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01

      """;
  private static final Duration SOON = Duration.ofSeconds(30);

  private final List<String> received = new CopyOnWriteArrayList<>();
  private HttpServer collector;

  @BeforeEach
  void start() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext("/", this::receive);
    collector.start();
  }

  @AfterEach
  void stop() {
    System.clearProperty(ENDPOINT);
    collector.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1);
    received.add(exchange.getRequestURI() + " " + body);
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private static ServerSettings settings(String share) {
    return ServerSettings.from(
        Service.of("orders", 0), Settings.of(Map.of("trace.share", share, "place.zone", "b")));
  }

  private static void doors(HttpRules rules) {
    rules.get("/v1/orders/{order}", (_, response) -> Reply.json(response, "{}".getBytes(UTF_8)));
  }

  @Test
  void spansGoToTheCollectorThatTheVariableNames() throws Exception {
    System.setProperty(ENDPOINT, "http://127.0.0.1:" + collector.getAddress().getPort());
    try (var telemetry = Telemetry.start(settings("1"));
        var server = LiveServer.of(Service.of("orders", 0), telemetry, ExportTest::doors)) {
      server.ask(ASK);

      Eventually.within(SOON, () -> !received.isEmpty(), "the collector is told");
      var told = received.getFirst();
      assertTrue(told.startsWith("/v1/traces "), told);
      for (var word : List.of("GET /v1/orders/{order}", "orders", "bestow-orders-", "prod-1")) {
        assertTrue(told.contains(word), told);
      }
    }
  }

  @Test
  void aShareOf0RecordsOnlyWhatTheCallerRecords() throws Exception {
    System.setProperty(ENDPOINT, "http://127.0.0.1:" + collector.getAddress().getPort());
    try (var telemetry = Telemetry.start(settings("0"));
        var server = LiveServer.of(Service.of("orders", 0), telemetry, ExportTest::doors)) {
      server.ask(ASK);
      server.ask(SAMPLED);
    }
    assertEquals(1, received.size());
    assertEquals(2, received.getFirst().split("GET /v1/orders/", -1).length);
  }

  @Test
  void withoutTheVariableNothingLeavesTheProcess() throws Exception {
    try (var telemetry = Telemetry.start(settings("1"));
        var server = LiveServer.of(Service.of("orders", 0), telemetry, ExportTest::doors)) {
      server.ask(SAMPLED);
    }
    assertEquals(List.of(), received);
  }

  @Test
  void aCollectorThatIsGoneHoldsUpNobody() throws Exception {
    System.setProperty(ENDPOINT, "http://127.0.0.1:" + FreePort.next());
    try (var telemetry = Telemetry.start(settings("1"));
        var server = LiveServer.of(Service.of("orders", 0), telemetry, ExportTest::doors)) {
      assertTrue(server.ask(ASK).startsWith("HTTP/1.1 200 "));
      server.stop();

      var closing = Thread.ofVirtual().start(telemetry::close);

      assertTrue(closing.join(SOON), "it ends");
    }
  }
}
