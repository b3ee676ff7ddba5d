package bestow.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How requests are read, byte for byte.
final class HttpTest {

  private static final String HOST = "Host: x\r\n";
  private static final String JSON = HOST + "Content-Type: application/json\r\n";

  @TempDir private Path folder;

  @Test
  void noMalformedRequestGetsThrough() throws IOException {
    var requests =
        List.of(
            "\r\n\r\n",
            "GET\r\n\r\n",
            "GET /\r\n\r\n",
            "GET  HTTP/1.1\r\n\r\n",
            " / HTTP/1.1\r\n" + HOST + "\r\n",
            "GET / HTTP/2.0\r\n" + HOST + "\r\n",
            "GET / HTTP/0.9\r\n" + HOST + "\r\n",
            "GET / http/1.1\r\n" + HOST + "\r\n",
            "GET nothing HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /a b HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /\u00e4 HTTP/1.1\r\n" + HOST + "\r\n",
            "GET /\u0001 HTTP/1.1\r\n" + HOST + "\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\n" + HOST + HOST + "\r\n",
            "GET / HTTP/1.1\r\nHost\r\n\r\n",
            "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
            "GET / HTTP/1.1\r\n: x\r\n\r\n",
            "GET / HTTP/1.1\r\n Host: x\r\n\r\n",
            "GET / HTTP/1.1\r\nH(st: x\r\n\r\n",
            "POST /gifts HTTP/1.1\r\n" + JSON + "Content-Length: x\r\n\r\n",
            "POST /gifts HTTP/1.1\r\n" + JSON + "Content-Length: -1\r\n\r\n",
            "POST /gifts HTTP/1.1\r\n" + JSON + "Content-Length: +1\r\n\r\n",
            "POST /gifts HTTP/1.1\r\n" + JSON + "Content-Length: \r\n\r\n",
            "POST /gifts HTTP/1.1\r\n" + JSON + "Content-Length: 9999999999\r\n\r\n",
            "POST /gifts HTTP/1.1\r\n" + JSON + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
            "POST /gifts HTTP/1.1\r\n" + JSON + "Content-Length: 100000\r\n\r\n",
            "POST /gifts HTTP/1.1\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "POST /gifts HTTP/1.1\r\n" + JSON + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n",
            "POST /gifts HTTP/1.1\r\n" + HOST + "Content-Length: 2\r\n\r\n{}",
            "POST /gifts HTTP/1.1\r\n" + JSON + "\r\n",
            "GET /" + "a".repeat(3000) + " HTTP/1.1\r\n" + HOST + "\r\n",
            "GET / HTTP/1.1\r\n" + HOST + "A: b\r\n".repeat(70) + "\r\n",
            "GET / HTTP/1.1\r\n" + HOST + "A: " + "b".repeat(9000) + "\r\n\r\n");
    try (var sandbox = SandboxFixture.start(folder)) {
      for (var request : requests) {
        try (var client = new RawClient(sandbox.port())) {
          var answer = client.write(request).end().readAll();
          assertTrue(answer.matches("(?s)HTTP/1.1 (4..|505) .*\"code\":.*"), request + answer);
        }
      }
      assertEquals("", sandbox.ledger());
    }
  }

  @Test
  void eachLimitHasItsStatus() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      var head = "POST /gifts HTTP/1.1\r\n" + JSON;

      assertStatus(sandbox, "431", "GET / HTTP/1.1\r\nA: " + "b".repeat(9000));
      assertStatus(sandbox, "431", "GET / HTTP/1.1\r\n" + HOST + "A: b\r\n".repeat(70) + "\r\n");
      assertStatus(sandbox, "413", head + "Content-Length: 8193\r\n\r\n");
      assertStatus(sandbox, "411", head + "Transfer-Encoding: chunked\r\n\r\n");
      assertStatus(sandbox, "417", head + "Expect: 100-continue\r\n\r\n");
      assertStatus(sandbox, "505", "GET / HTTP/3\r\n" + HOST + "\r\n");
      assertStatus(sandbox, "414", "GET /" + "a".repeat(2048) + " HTTP/1.1\r\n" + HOST + "\r\n");
    }
  }

  @Test
  void aRequestMayComeInPiecesAndTwoAtOnce() throws IOException {
    try (var sandbox = SandboxFixture.start(folder);
        var client = new RawClient(sandbox.port())) {
      var request = post("o-1") + post("o-2");
      for (int at = 0; at < request.length(); at += 7) {
        var _ = client.write(request.substring(at, Math.min(request.length(), at + 7)));
      }

      assertTrue(client.readAnswer().contains("\"order\":\"o-1\""));
      assertTrue(client.readAnswer().contains("\"order\":\"o-2\""));
    }
  }

  @Test
  void theOldVersionOfHttpEndsTheConnectionUnlessItAsksOtherwise() throws IOException {
    try (var sandbox = SandboxFixture.start(folder)) {
      var answer = RawClient.exchange(sandbox.port(), "GET /health/live HTTP/1.0\r\n\r\n");
      assertTrue(answer.contains("Connection: close"), answer);

      try (var client = new RawClient(sandbox.port())) {
        var kept = "GET /health/live HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
        assertTrue(client.write(kept).readAnswer().startsWith("HTTP/1.1 200"));
        assertTrue(client.write(kept).readAnswer().startsWith("HTTP/1.1 200"));
      }
    }
  }

  @Test
  void whatIsSilentForTooLongIsHungUpOn() throws IOException {
    var times = Map.of("server.idle", "50ms", "server.read", "50ms");
    try (var sandbox = SandboxFixture.start(folder, times)) {
      assertEquals("", RawClient.exchange(sandbox.port(), ""));
      assertEquals("", RawClient.exchange(sandbox.port(), "GET / HT"));
      var halfABody = post("o-1").substring(0, post("o-1").length() - 3);
      assertEquals("", RawClient.exchange(sandbox.port(), halfABody));
      assertEquals("", sandbox.ledger());
    }
  }

  @Test
  void aConnectionTooManyIsTurnedAwayAndThereIsRoomAgainAfterwards() throws IOException {
    try (var sandbox = SandboxFixture.start(folder, Map.of("server.connections-max", "8"))) {
      var clients = new ArrayList<RawClient>();
      for (int i = 0; i < 8; i++) {
        clients.add(new RawClient(sandbox.port()));
      }
      Eventually.within(
          Duration.ofSeconds(20),
          () -> RawClient.exchange(sandbox.port(), "").startsWith("HTTP/1.1 503"),
          "one too many");

      for (var client : clients) {
        client.close();
      }
      Eventually.within(
          Duration.ofSeconds(20), () -> sandbox.deliver("o-1").status() == 200, "room again");
    }
  }

  private static void assertStatus(SandboxFixture sandbox, String status, String request)
      throws IOException {
    try (var client = new RawClient(sandbox.port())) {
      var answer = client.write(request).end().readAll();
      assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    }
  }

  private static String post(String order) {
    var body = SandboxFixture.gift(order);
    return "POST /gifts HTTP/1.1\r\n"
        + JSON
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }
}
