package bestow.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OverloadTest {

  private static final String WAIT = "GET /v1/wait HTTP/1.1\nHost: x\n\n";
  private static final String READY = "GET /health/ready HTTP/1.1\nHost: x\n\n";
  private static final Duration SOON = Duration.ofSeconds(20);

  private final CountDownLatch finish = new CountDownLatch(1);
  private final AtomicInteger waiting = new AtomicInteger();

  private LiveServer server(String... settings) throws StartException {
    return LiveServer.of(
        rules ->
            rules.get(
                "/v1/wait",
                (_, response) -> {
                  waiting.incrementAndGet();
                  boolean _ = finish.await(30, TimeUnit.SECONDS);
                  Reply.json(response, "{}".getBytes(UTF_8));
                }),
        settings);
  }

  @Test
  void aRequestTooManyIsRefusedAtOnceWithTheMarkAndHealthIsStillTold() throws Exception {
    try (var server = server("lane.fast.requests-max", "1");
        var first = server.connect();
        var second = server.connect()) {
      first.send(WAIT);
      Eventually.within(SOON, () -> waiting.get() == 1, "the first is under way");

      var refused = second.send(WAIT).answer();

      assertTrue(refused.startsWith("HTTP/1.1 503 "), refused);
      assertTrue(refused.contains("\r\nBestow-Outcome: refused\r\n"), refused);
      assertTrue(refused.contains("\r\nRetry-After: 1\r\n"), refused);
      assertTrue(refused.contains("\"code\":\"unavailable\""), refused);
      assertTrue(second.send(READY).answer().startsWith("HTTP/1.1 200 "));
      finish.countDown();
      assertTrue(first.answer().startsWith("HTTP/1.1 200 "));
      // A request has left only some instants after its answer arrived.
      Eventually.within(
          SOON,
          () -> second.send(WAIT).answer().startsWith("HTTP/1.1 200 "),
          "there is room for one again");
    }
  }

  @Test
  void aConnectionTooManyWaitsUntilOneEnds() throws Exception {
    try (var server = server("server.connections-max", "1");
        var second = firstThenSecond(server)) {
      assertTrue(second.answer().startsWith("HTTP/1.1 200 "));
    }
  }

  private Wire firstThenSecond(LiveServer server) throws Exception {
    try (var first = server.connect()) {
      first.send(WAIT);
      Eventually.within(SOON, () -> waiting.get() == 1, "the first is under way");
      var second = server.connect().send(READY);
      assertFalse(second.hasMore());
      finish.countDown();
      assertTrue(first.answer().startsWith("HTTP/1.1 200 "));
      assertFalse(second.hasMore());
      return second;
    }
  }
}
