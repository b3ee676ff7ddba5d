package bestow.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainTest {

  private static final String HEAD =
      "POST /v1/echo HTTP/1.1\nHost: x\nContent-Type: application/json\nContent-Length: 10\n\n";
  private static final String READY = "GET /health/ready HTTP/1.1\nHost: x\n\n";
  private static final String LIVE = "GET /health/live HTTP/1.1\nHost: x\n\n";
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void afterSigtermAProcessServesOnThenEndsWhatIsUnderWayAndExitsWith0(@TempDir Path folder)
      throws Exception {
    try (var echo =
        EchoProcess.start(folder, "drain.wait", "1s", "drain.grace", "30s", "server.read", "1m")) {
      int port = echo.port();
      try (var underWay = new Wire(port);
          var kept = new Wire(port)) {
        underWay.send(HEAD + "[1,2,");
        assertFalse(kept.send(HEAD + "[7,8,9,10]").answer().contains("Connection: close"));

        echo.terminate();

        Eventually.within(
            SOON, () -> ask(port, READY).startsWith("HTTP/1.1 503 "), "it says that it leaves");
        assertTrue(ask(port, LIVE).startsWith("HTTP/1.1 200 "));
        var last = kept.send(HEAD + "[7,8,9,10]").answer();
        assertTrue(last.startsWith("HTTP/1.1 200 "), last);
        assertTrue(last.contains("\r\nConnection: close\r\n"), last);
        assertEquals("", kept.rest());
        Eventually.within(SOON, () -> isRefused(port), "it takes no more connections");

        var answer = underWay.send("3,40]").answer();

        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertTrue(answer.endsWith("[1,2,3,40]"), answer);
        assertEquals(0, echo.exitCode());
        assertTrue(echo.log().contains("part of  ended"), echo.log());
        assertTrue(echo.log().contains("\"msg\":\"Stopped\""), echo.log());
      }
    }
  }

  @Test
  void whatDoesNotEndWithinTheGraceIsCutOff(@TempDir Path folder) throws Exception {
    try (var echo =
        EchoProcess.start(
            folder, "drain.wait", "0s", "drain.grace", "200ms", "server.read", "5m")) {
      try (var underWay = new Wire(echo.port())) {
        underWay.send(HEAD + "[1,2,");

        echo.terminate();

        assertEquals(0, echo.exitCode());
      }
    }
  }

  @Test
  void aSignalBeforeItIsReadyIsHeardToo(@TempDir Path folder) throws Exception {
    try (var echo = EchoProcess.start(folder, "drain.wait", "0s", "server.port", "0")) {
      Eventually.within(SOON, () -> echo.log().contains(" starts with "), "it starts");
      echo.terminate();

      assertEquals(0, echo.exitCode());
      assertTrue(echo.log().contains("\"msg\":\"Stopped\""), echo.log());
    }
  }

  @Test
  void aProcessWhosePortIsTakenSaysSoAndExitsWith1(@TempDir Path folder) throws Exception {
    try (var other = LiveServer.of(_ -> {});
        var echo = EchoProcess.start(folder, "server.port", Integer.toString(other.port()))) {
      assertEquals(1, echo.exitCode());
      assertTrue(
          echo.log()
              .contains(
                  "echo does not start: Cannot listen on 127.0.0.1:%d (Address already in use): end"
                          .formatted(other.port())
                      + " what has the port, or set server.port to another one"),
          echo.log());
    }
  }

  @Test
  void aProcessWithWrongSettingsSaysAllThatIsWrongAndExitsWith1(@TempDir Path folder)
      throws Exception {
    try (var echo =
        EchoProcess.start(folder, "server.read", "5", "trace.share", "2", "echo.prefx", "a")) {
      assertEquals(1, echo.exitCode());
      assertTrue(echo.log().contains("server.read = 5 (file) is wrong: it is a time"), echo.log());
      assertTrue(echo.log().contains("trace.share = 2 (file) is wrong"), echo.log());
      assertTrue(echo.log().contains("did you mean echo.prefix?"), echo.log());
    }
  }

  private static String ask(int port, String request) throws IOException {
    try (var wire = new Wire(port)) {
      return wire.send(request).answer();
    }
  }

  private static boolean isRefused(int port) {
    try (var _ = new Wire(port)) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
