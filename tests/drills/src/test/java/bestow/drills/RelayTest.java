package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Ticker;
import bestow.testing.FreePort;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RelayTest {
  private final Ticker ticker = Ticker.system();
  private final AtomicInteger served = new AtomicInteger();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private double chance = 0.5;
  private HttpServer instance;
  private Relay relay;

  @BeforeEach
  void open() throws IOException {
    instance = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    instance.createContext(
        "/",
        exchange -> {
          served.incrementAndGet();
          var body = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    instance.start();
    RandomGenerator random = () -> (long) (chance * Long.MAX_VALUE) << 1;
    int port = FreePort.next();
    relay = Relay.open("quota-1", port, instance.getAddress().getPort(), ticker, random);
  }

  @AfterEach
  void close() throws IOException {
    relay.close();
    instance.stop(0);
    client.shutdownNow();
  }

  @Test
  void passesOnWhatIsAskedAndAnsweredAndCountsIt() throws IOException, InterruptedException {
    assertEquals("200 one", ask("/v1/hold", "one"));
    assertEquals("200 two", ask("/v1/hold", "two"));
    assertEquals("200 health", ask("/health/fit", "health"));

    assertEquals(2, relay.asked());
    assertEquals(3, served.get());
  }

  @Test
  void failsAtItsShareWithoutReachingTheInstanceYetItsHealthIsWell()
      throws IOException, InterruptedException {
    relay.behave(new Fault.Failing(0.6));
    chance = 0.59;
    assertTrue(ask("/v1/hold", "one").startsWith("500 "));
    assertEquals(0, served.get());
    assertEquals("200 health", ask("/health/fit", "health"));
    chance = 0.61;
    assertEquals("200 two", ask("/v1/hold", "two"));
    assertEquals(2, relay.asked());
  }

  @Test
  void answersLate() throws IOException, InterruptedException {
    relay.behave(new Fault.Slow(Duration.ofMillis(80)));
    long start = ticker.nanos();

    assertEquals("200 one", ask("/v1/hold", "one"));
    assertTrue(ticker.nanos() - start >= 80_000_000L);
  }

  @Test
  void nobodyListensWhileItIsDeadAndThenItIsThereAgain() throws IOException, InterruptedException {
    assertEquals("200 one", ask("/v1/hold", "one"));
    relay.behave(new Fault.Dead());
    // No new connection; and the client may not know yet that its old one was cut off.
    assertThrows(IOException.class, () -> ask("/v1/hold", "two"));
    relay.behave(new Fault.Well());

    assertEquals("200 three", ask("/v1/hold", "three"));
    assertEquals(2, relay.asked());
  }

  private String ask(String path, String body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + relay.port() + path))
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.US_ASCII))
            .build();
    var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }
}
