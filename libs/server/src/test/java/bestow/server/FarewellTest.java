package bestow.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// A body is refused while its client still sends it. All at once, since each waits until the
/// server lets go.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FarewellTest {
  private static final int LENGTH = 8 << 20;
  private static final String HEAD =
      "POST /v1/echo HTTP/1.1\nHost: x\nContent-Type: application/json\n";

  private LiveServer server;

  @BeforeAll
  void start() throws StartException {
    server =
        LiveServer.of(
            rules ->
                rules.post(
                    "/v1/echo", Body.json((body, _, response) -> Reply.json(response, body))));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @RepeatedTest(10)
  void theAnswerReachesAClientThatFirstSendsEverything() throws Exception {
    try (var wire = new Wire(server.port())) {
      wire.send(HEAD + "Content-Length: " + LENGTH + "\n\n").send(new byte[LENGTH]);

      assertRefused(wire.rest());
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @RepeatedTest(10)
  void itReachesOneThatSendsChunksToo() throws Exception {
    try (var wire = new Wire(server.port())) {
      wire.send(HEAD + "Transfer-Encoding: chunked\n\n" + Integer.toHexString(LENGTH) + "\n")
          .send(new byte[LENGTH])
          .send("\n0\n\n");

      assertRefused(wire.rest());
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void whoNeverSendsTheRestIsLeftSoon() throws Exception {
    try (var wire = new Wire(server.port())) {
      wire.send(HEAD + "Content-Length: " + LENGTH + "\n\n").send(new byte[1 << 10]);

      assertRefused(wire.rest());
    }
  }

  private static void assertRefused(String answer) {
    assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
    var body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    assertEquals(length(answer), body.getBytes(ISO_8859_1).length, answer);
  }

  private static int length(String answer) {
    return answer
        .lines()
        .filter(line -> line.startsWith("Content-Length: "))
        .mapToInt(line -> Integer.parseInt(line.substring(16)))
        .findFirst()
        .orElseThrow();
  }
}
