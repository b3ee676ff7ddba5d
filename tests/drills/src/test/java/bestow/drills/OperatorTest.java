package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.drills.History.Dead;
import bestow.drills.History.Look;
import bestow.local.Doors;
import bestow.local.LaunchException;
import bestow.local.Part;
import bestow.local.Room;
import bestow.testing.FakeTicker;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OperatorTest {
  private static final String LETTER =
      "{\"order\":\"%s\",\"user\":\"u\",\"campaign\":\"%s\",\"gift\":\"cup\","
          + "\"state\":\"presumed\",\"reason\":\"presumed\",\"since\":1,\"attempts\":2}";

  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final Doors doors = new Doors(new FakeTicker()::nanos);
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean knows =
              "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
          var page = pages.getOrDefault(exchange.getRequestURI().toString(), "");
          var bytes = page.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(knows ? 200 : 401, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    doors.close();
    server.stop(0);
  }

  @Test
  void deadLettersAreReadPageByPageAndThoseOfOtherCampaignsAreLeftOut()
      throws LaunchException, InterruptedException {
    pages.put(
        "/v1/dead-letters?limit=200",
        "{\"letters\":[%s,%s],\"next\":\"7-b\"}"
            .formatted(LETTER.formatted("a", "mine"), LETTER.formatted("b", "other")));
    pages.put(
        "/v1/dead-letters?limit=200&after=7-b",
        "{\"letters\":[%s]}".formatted(LETTER.formatted("c", "mine")));

    assertEquals(
        List.of(new Dead("a", "cup"), new Dead("c", "cup")), operator("secret").dead("mine"));
  }

  @Test
  void whoIsShownNothingSaysSo() {
    var refused = assertThrows(LaunchException.class, () -> operator("wrong").dead("mine"));

    assertTrue(refused.sentence().contains("/v1/dead-letters"), refused.sentence());
  }

  @Test
  void aUserSeesOneOrderOrAllOfThem() {
    var one = "{\"order\":\"%s\",\"campaign\":\"c\",\"gift\":\"cup\",\"status\":\"%s\"}";

    assertEquals(
        List.of(new Look("a", 1, 2, "delivered")), Looks.of(one.formatted("a", "delivered"), 1, 2));
    assertEquals(
        List.of(new Look("a", 1, 2, "delivered"), new Look("b", 1, 2, "refused")),
        Looks.of(
            "{\"claims\":[%s,%s]}"
                .formatted(one.formatted("a", "delivered"), one.formatted("b", "refused")),
            1,
            2));
    assertEquals(List.of(), Looks.of("{\"claims\":[]}", 1, 2));
  }

  private Operator operator(String token) {
    int port = server.getAddress().getPort();
    var ready = URI.create("http://127.0.0.1:" + port + "/health/ready");
    var part =
        new Part(
            Room.SERVICE, "delivery", 1, List.of("java"), Map.of(), List.of(port, port), ready);
    return new Operator(doors, _ -> part, token, 1);
  }
}
