package bestow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What each fault looks like from outside, and what the ledger says afterwards.
final class FaultDoorsTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void anErrorDeliversNothing() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      sandbox.misbehave("{\"error\":{\"share\":1,\"status\":503}}");

      var _ = sandbox.deliver("o-1").isProblem(503, "broken");

      assertEquals(0, sandbox.deliveries("o-1"));
    }
  }

  @Test
  void aRefusalDeliversNothingAndAnswersQuestions() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      sandbox.misbehave("{\"refuse\":{\"share\":1,\"status\":403}}");

      var _ = sandbox.deliver("o-1").isProblem(403, "refused");
      var _ = sandbox.gifts().send("GET", "/gifts/o-1", Map.of()).isProblem(404, "unknown-order");

      assertEquals(0, sandbox.deliveries("o-1"));
    }
  }

  @Test
  void aResetDeliversNothing() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      sandbox.misbehave("{\"reset\":{\"share\":1}}");

      assertReset(sandbox);

      assertEquals(0, sandbox.deliveries("o-1"));
    }
  }

  @Test
  void aLostAnswerIsResetAfterTheDelivery() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      sandbox.misbehave("{\"lostAnswer\":{\"share\":1}}");

      assertReset(sandbox);

      assertEquals(1, sandbox.deliveries("o-1"));
    }
  }

  @Test
  void garbageComesAfterTheDelivery() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      sandbox.misbehave("{\"garbage\":{\"share\":1}}");

      var answer = RawClient.exchange(sandbox.port(), request("o-1"));

      assertTrue(!answer.startsWith("HTTP/"), answer);
      assertEquals(1, sandbox.deliveries("o-1"));
    }
  }

  @Test
  void aLateSuccessLandsAfterTheClientHasGone() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      sandbox.misbehave("{\"lateSuccess\":{\"share\":1,\"afterMillis\":300}}");
      try (var client = new RawClient(sandbox.port())) {
        var _ = client.write(request("o-1"));
        Eventually.within(LIMIT, () -> sandbox.deliveries("o-1") == 0, "nothing landed yet");
      }

      Eventually.within(LIMIT, () -> sandbox.deliveries("o-1") == 1, "the late success lands");
    }
  }

  @Test
  void aLateSuccessOfAnOrderThatWasDeliveredMeanwhileIsNoSecondOne() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      sandbox.misbehave("{\"lateSuccess\":{\"share\":1,\"afterMillis\":200}}");
      try (var late = new RawClient(sandbox.port())) {
        var _ = late.write(request("o-1"));
        sandbox.behave();
        var _ = sandbox.deliver("o-1");

        assertTrue(late.readAll().contains("\"order\":\"o-1\""));
      }
      assertEquals(1, sandbox.deliveries("o-1"));
    }
  }

  @Test
  void aStallReadsNoBodyDeliversNothingAndHangsUp() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      sandbox.misbehave("{\"readStall\":{\"share\":1,\"millis\":50}}");

      assertEquals("", RawClient.exchange(sandbox.port(), request("o-1")));

      assertEquals(0, sandbox.deliveries("o-1"));
    }
  }

  @Test
  void latencyHoldsTheAnswerBack() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      sandbox.misbehave("{\"latency\":{\"share\":1,\"millis\":80}}");
      long before = System.nanoTime();

      var _ = sandbox.deliver("o-1").is(200);

      assertTrue(System.nanoTime() - before >= TimeUnit.MILLISECONDS.toNanos(80));
    }
  }

  @Test
  void refusedConnectionsAreRefusedUntilTheFaultEnds() throws IOException {
    try (var sandbox = SandboxFixture.start(folder);
        var kept = new RawClient(sandbox.port())) {
      var _ = kept.write("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").readAnswer();

      sandbox.misbehave("{\"connectRefusal\":{\"share\":1}}");

      assertThrows(ConnectException.class, () -> new RawClient(sandbox.port()).close());
      assertEquals("", kept.readAll(), "what was open is closed");
      sandbox.behave();
      assertTrue(RawClient.exchange(sandbox.port(), request("o-1")).startsWith("HTTP/1.1 200"));
    }
  }

  @Test
  void aShareOfEverySecondIsRefused() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      sandbox.misbehave("{\"connectRefusal\":{\"share\":0.5}}");

      Eventually.within(LIMIT, () -> !connects(sandbox), "it refuses");
      Eventually.within(LIMIT, () -> connects(sandbox), "it takes connections again");
      Eventually.within(LIMIT, () -> !connects(sandbox), "it refuses again");
    }
  }

  @Test
  void itStopsWhileARequestIsStalled() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      sandbox.misbehave("{\"lateSuccess\":{\"share\":1,\"afterMillis\":600000}}");
      try (var client = new RawClient(sandbox.port())) {
        var _ = client.write(request("o-1"));

        sandbox.stop();

        assertEquals("", answer(client));
      }
    }
  }

  /// What came before the connection was closed, or reset since the request was not even read.
  private static String answer(RawClient client) throws IOException {
    try {
      return client.readAll();
    } catch (SocketException _) {
      return "";
    }
  }

  private static boolean connects(SandboxFixture sandbox) {
    try (var client = new RawClient(sandbox.port())) {
      return client.write("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").readAnswer().length() > 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static void assertReset(SandboxFixture sandbox) throws IOException {
    try (var client = new RawClient(sandbox.port())) {
      var _ = client.write(request("o-1"));
      assertThrows(SocketException.class, client::readAll);
    }
  }

  private static String request(String order) {
    var body = SandboxFixture.gift(order);
    return "POST /gifts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close"
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }
}
