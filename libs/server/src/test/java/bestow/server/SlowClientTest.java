package bestow.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import io.helidon.webserver.http.HttpRules;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowClientTest {

  private static final String OK = "GET /v1/ok HTTP/1.1\nHost: x\n\n";
  private static final String POST =
      "POST /v1/echo HTTP/1.1\nHost: x\nContent-Type: application/json\n";
  private static final Duration SOON = Duration.ofSeconds(20);

  private final CountDownLatch finish = new CountDownLatch(1);
  private final AtomicReference<String> huge = new AtomicReference<>("waiting");
  private LiveServer server;

  @BeforeAll
  void start() throws StartException {
    server =
        LiveServer.of(
            this::doors, "server.read", "300ms", "server.write", "300ms", "server.idle", "900ms");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private void doors(HttpRules rules) {
    rules
        .get("/v1/ok", (_, response) -> Reply.json(response, "{}".getBytes(UTF_8)))
        .post("/v1/echo", Body.json((body, _, response) -> Reply.json(response, body)))
        .get(
            "/v1/long",
            (_, response) -> {
              boolean _ = finish.await(20, TimeUnit.SECONDS);
              Reply.json(response, "{}".getBytes(UTF_8));
            })
        .get(
            "/v1/huge",
            (_, response) -> {
              try {
                Reply.json(response, new byte[64 << 20]);
                huge.set("sent");
              } catch (RuntimeException e) {
                huge.set("cut");
                throw e;
              }
            });
  }

  @Test
  void headersThatDoNotEndAreAnswered408() throws Exception {
    assertCut("GET /v1/ok HTTP/1.1\nHost: x\nX: ");
  }

  @Test
  void aFirstLineThatDoesNotEndIsAnswered408() throws Exception {
    assertCut("GET /v1/o");
  }

  @Test
  void aBodyThatDoesNotEndIsAnswered408() throws Exception {
    assertCut(POST + "Content-Length: 10\n\n12345");
  }

  @Test
  void aBodyThatDoesNotBeginIsAnswered408() throws Exception {
    assertCut(POST + "Content-Length: 10\n\n");
  }

  @Test
  void aChunkThatDoesNotEndIsAnswered408() throws Exception {
    assertCut(POST + "Transfer-Encoding: chunked\n\na\n12345");
  }

  @Test
  void aSecondRequestThatDoesNotEndIsAnswered408() throws Exception {
    try (var wire = server.connect()) {
      assertTrue(wire.send(OK).answer().startsWith("HTTP/1.1 200 "));

      wire.send("GET /v1/o");

      assertTrue(wire.rest().startsWith("HTTP/1.1 408 "));
    }
  }

  @Test
  void aRequestThatCameWithTheOneBeforeAndDoesNotEndIsAnswered408() throws Exception {
    try (var wire = server.connect()) {
      assertTrue(
          wire.send(OK + POST + "Content-Length: 10\n\n12").answer().startsWith("HTTP/1.1 200 "));

      assertTrue(wire.rest().startsWith("HTTP/1.1 408 "));
    }
  }

  @Test
  void aRequestThatDripsIsCutAlthoughEachByteIsInTime() throws Exception {
    try (var wire = server.connect()) {
      wire.send("GET /v1/ok HTTP/1.1\nHost: x\nX: ");

      Eventually.within(SOON, () -> isOver(wire), "the connection is cut");
    }
  }

  @Test
  void aBodyThatDripsIsCutAlthoughEachByteIsInTime() throws Exception {
    try (var wire = server.connect()) {
      wire.send(POST + "Content-Length: 60000\n\n");

      Eventually.within(SOON, () -> isOver(wire), "the connection is cut");
    }
  }

  @Test
  void aConnectionThatIsNeverUsedEndsWithoutAWord() throws Exception {
    assertEndsUnused();
  }

  @Test
  void aConnectionThatIsNoLongerUsedEndsWithoutAWord() throws Exception {
    try (var wire = server.connect()) {
      assertTrue(wire.send(OK).answer().startsWith("HTTP/1.1 200 "));

      assertEquals("", wire.rest());
    }
  }

  @Test
  void anAnswerThatNobodyTakesEndsTheConnection() throws Exception {
    try (var wire = server.connect()) {
      wire.send("GET /v1/huge HTTP/1.1\nHost: x\n\n");

      Eventually.within(SOON, () -> huge.get().equals("cut"), "the write ends");
    }
  }

  @Test
  void aDoorMayTakeLongerThanARequest() throws Exception {
    try (var wire = server.connect()) {
      wire.send("GET /v1/long HTTP/1.1\nHost: x\n\n");
      // Another connection has come and gone for being idle, so much time has passed.
      assertEndsUnused();

      finish.countDown();

      assertTrue(wire.answer().startsWith("HTTP/1.1 200 "));
    }
  }

  @Test
  void manyThatAreSlowKeepNobodyOut() throws Exception {
    var slow = new ArrayList<Wire>();
    try {
      for (int i = 0; i < 200; i++) {
        slow.add(server.connect().send("GET /v1/ok HTTP/1.1\nHost: "));
      }

      assertTrue(server.ask(OK).startsWith("HTTP/1.1 200 "));

      for (var wire : slow) {
        assertTrue(wire.rest().startsWith("HTTP/1.1 408 "));
      }
    } finally {
      for (var wire : slow) {
        wire.close();
      }
    }
  }

  @Test
  void twoRequestsInOnePieceAreBothAnswered() throws Exception {
    try (var wire = server.connect()) {
      wire.send(OK + POST + "Content-Length: 2\n\n[]" + OK);

      assertTrue(wire.answer().endsWith("{}"));
      assertTrue(wire.answer().endsWith("[]"));
      assertTrue(wire.answer().endsWith("{}"));
    }
  }

  @Test
  void aBodyMayWaitForLeaveToCome() throws Exception {
    try (var wire = server.connect()) {
      wire.send(POST + "Expect: 100-continue\nContent-Length: 2\n\n");
      assertTrue(wire.answer().startsWith("HTTP/1.1 100 "));

      assertTrue(wire.send("[]").answer().endsWith("[]"));
    }
  }

  @Test
  void aClientThatWantsToCloseIsAnsweredAndClosed() throws Exception {
    try (var wire = server.connect()) {
      wire.send("GET /v1/ok HTTP/1.1\nHost: x\nConnection: close\n\n");

      assertTrue(wire.rest().endsWith("\r\n\r\n{}"));
    }
  }

  private void assertEndsUnused() throws IOException {
    try (var wire = server.connect()) {
      assertEquals("", wire.rest());
    }
  }

  private void assertCut(String request) throws IOException {
    try (var wire = server.connect()) {
      var answer = wire.send(request).rest();

      assertTrue(answer.startsWith("HTTP/1.1 408 Request Timeout\r\n"), answer);
      assertTrue(answer.contains("\r\nContent-Type: application/problem+json\r\n"), answer);
      assertTrue(answer.contains("\"code\":\"too-slow\""), answer);
    }
  }

  /// Sends one more byte; whether the server has gone.
  private static boolean isOver(Wire wire) throws IOException {
    try {
      wire.send("a");
      return false;
    } catch (SocketException e) {
      return true;
    }
  }
}
