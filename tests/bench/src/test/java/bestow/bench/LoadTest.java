package bestow.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Ticker;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LoadTest {
  private static final int CHUNKED = 0;
  private static final Duration TIME = Duration.ofMillis(300);

  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile int status = 200;
  private volatile String body = "{\"status\":\"delivered\"}";
  private volatile boolean chunked;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/v1/claims",
        exchange -> {
          asked.incrementAndGet();
          tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
          exchange.getRequestBody().readAllBytes();
          var bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, chunked ? CHUNKED : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void everyAnswerIsCountedOnceAndTimed() throws InterruptedException {
    var answers = load().run(3, TIME, 0);

    assertTrue(answers.delivered() > 3, answers.toString());
    assertEquals(asked.get(), answers.delivered());
    assertEquals(answers.delivered(), answers.micros().length);
    assertEquals(0, answers.repeated() + answers.failed());
    assertEquals(Set.of("Bearer a", "Bearer b", "Bearer c"), tokens);
  }

  @Test
  void aClaimThatWasOpenIsNoNewDelivery() throws InterruptedException {
    body = "{\"status\":\"delivered\",\"repeated\":true}";
    chunked = true;

    var answers = load().run(2, TIME, 0);

    assertEquals(asked.get(), answers.repeated());
    assertEquals(0, answers.delivered());
  }

  @Test
  void aRefusalIsNoDelivery() throws InterruptedException {
    status = 503;
    body = "{\"status\":503,\"code\":\"overloaded\"}";

    var answers = load().run(2, TIME, 0);

    assertEquals(asked.get(), answers.failed());
    assertEquals(Map.of("503 overloaded", asked.get()), answers.failures());
    assertEquals(0, answers.delivered());
  }

  private Load load() {
    var claims = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/claims");
    return new Load(Ticker.system(), claims, "{}", List.of("a", "b", "c"));
  }
}
