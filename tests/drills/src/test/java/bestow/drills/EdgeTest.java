package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bestow.testing.FakeTicker;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EdgeTest {
  private static final int TURNS = 200;

  private final FakeTicker ticker = new FakeTicker();
  private final Map<URI, Integer> asked = new ConcurrentHashMap<>();
  private final List<HttpServer> servers = new ArrayList<>();
  private final List<URI> gateways = new ArrayList<>();
  private Edge edge;

  @BeforeEach
  void open() throws IOException {
    for (int i = 0; i < 2; i++) {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var gateway = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      server.createContext(
          "/v1/claims",
          exchange -> {
            asked.merge(gateway, 1, Integer::sum);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
      servers.add(server);
      gateways.add(gateway);
    }
    edge = new Edge(gateways, ticker::nanos);
  }

  @AfterEach
  void close() {
    edge.close();
    servers.forEach(server -> server.stop(0));
  }

  @Test
  void gatewaysTakeTurns() throws IOException, InterruptedException {
    assertEquals(TURNS / 2, claimed(gateways.getFirst()));
  }

  @Test
  void aFreshGatewayGetsNothingThenLittleThenItsShare() throws IOException, InterruptedException {
    var fresh = gateways.getFirst();
    edge.starts(fresh);
    assertEquals(0, claimed(fresh));
    edge.isReady(fresh);
    assertEquals(TURNS / 2 / 50, claimed(fresh), 2);
    ticker.advance(Duration.ofSeconds(5));
    assertEquals(TURNS / 4, claimed(fresh), 2);
    ticker.advance(Duration.ofSeconds(5));
    assertEquals(TURNS / 2, claimed(fresh));
  }

  @Test
  void whereNobodyListensTheNextIsTaken() throws IOException, InterruptedException {
    servers.getFirst().stop(0);
    assertEquals(0, claimed(gateways.getFirst()));
    assertEquals(TURNS, asked.getOrDefault(gateways.getLast(), 0));

    servers.getLast().stop(0);
    assertThrows(ConnectException.class, () -> edge.claim(0, "token", "{}"));
  }

  /// How many of the turns a gateway got.
  private int claimed(URI gateway) throws IOException, InterruptedException {
    int before = asked.getOrDefault(gateway, 0);
    for (int turn = 0; turn < TURNS; turn++) {
      assertEquals(200, edge.claim(turn, "token", "{}").statusCode());
    }
    return asked.getOrDefault(gateway, 0) - before;
  }
}
