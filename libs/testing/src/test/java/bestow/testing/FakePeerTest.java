package bestow.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Act.Fault;
import bestow.testing.Act.Moment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FakePeerTest {
  private static final int SOON_MILLIS = 10_000;
  private static final int SILENCE_MILLIS = 60;
  private static final String REQUEST =
      "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nabc";

  @Test
  void answersOneRequestAfterTheOtherOnOneConnectionAndRepeatsTheLast() throws IOException {
    try (var peer =
            FakePeer.start(
                Act.answer(200, "{}"), Act.answer(503, "{\"a\":1}").with("Retry-After", "2"));
        var socket = open(peer)) {
      send(socket, REQUEST);
      assertEquals("HTTP/1.1 200 Fake", head(socket).lines().findFirst().orElseThrow());
      assertEquals("{}", body(socket, 2));

      for (var i = 0; i < 2; i++) {
        send(socket, REQUEST);
        assertTrue(head(socket).contains("Retry-After: 2\r\n"));
        assertEquals("{\"a\":1}", body(socket, 7));
      }

      assertEquals(1, peer.accepted());
      assertEquals(List.of(REQUEST, REQUEST, REQUEST), peer.requests());
    }
  }

  @Test
  void readsAChunkedRequest() throws IOException {
    try (var peer = FakePeer.start(Act.answer(200, "{}"));
        var socket = open(peer)) {
      var head = "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

      send(socket, head + "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n");

      head(socket);
      assertEquals(List.of(head + "abc0123456789"), peer.requests());
    }
  }

  @Test
  void followsAScriptForEachConnection() throws IOException {
    var scripts =
        List.<List<Act>>of(
            List.of(Act.fail(Moment.ACCEPT, Fault.CLOSE)), List.of(Act.answer(200, "{}")));
    try (var peer = FakePeer.start(scripts);
        var first = open(peer);
        var second = open(peer)) {
      assertEquals("", rest(first));

      send(second, REQUEST);

      assertTrue(head(second).startsWith("HTTP/1.1 200"));
    }
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void closesInOrderAtTheMoment(Moment moment) throws IOException {
    try (var peer = FakePeer.start(Act.fail(moment, Fault.CLOSE));
        var socket = open(peer)) {
      reach(moment, socket);

      assertEquals(written(moment), rest(socket));
    }
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void resetsAtTheMoment(Moment moment) throws IOException {
    try (var peer = FakePeer.start(Act.fail(moment, Fault.RESET));
        var socket = open(peer)) {
      reach(moment, socket);

      assertThrows(SocketException.class, () -> rest(socket));
    }
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void stallsAtTheMoment(Moment moment) throws IOException {
    try (var peer = FakePeer.start(Act.fail(moment, Fault.STALL));
        var socket = open(peer)) {
      reach(moment, socket);

      assertEquals(written(moment), body(socket, written(moment).length()));
      socket.setSoTimeout(SILENCE_MILLIS);
      assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
    }
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void talksGarbageAtTheMoment(Moment moment) throws IOException {
    try (var peer = FakePeer.start(Act.fail(moment, Fault.GARBAGE));
        var socket = open(peer)) {
      reach(moment, socket);

      var all = rest(socket);
      assertTrue(all.startsWith(written(moment)) && all.contains("no HTTP"), all);
    }
  }

  @Test
  void dripsByteByByte() throws IOException {
    try (var peer = FakePeer.start(new Act.Drip(Act.answer(200, "{}"), Duration.ofDays(1)));
        var socket = open(peer)) {
      send(socket, REQUEST);

      assertEquals("H", body(socket, 1));
      socket.setSoTimeout(SILENCE_MILLIS);
      assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
    }
  }

  @Test
  void waitsBeforeItAnswers() throws IOException {
    try (var peer = FakePeer.start(Act.answer(200, "{}").after(Duration.ofDays(1)));
        var socket = open(peer)) {
      send(socket, REQUEST);

      socket.setSoTimeout(SILENCE_MILLIS);
      assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
    }
  }

  @Test
  void deafItTakesNoConnection() throws IOException {
    try (var peer = FakePeer.deaf();
        var socket = new Socket()) {
      var address = new InetSocketAddress(peer.host(), peer.port());

      assertThrows(SocketTimeoutException.class, () -> socket.connect(address, SILENCE_MILLIS));
    }
  }

  private static Socket open(FakePeer peer) throws IOException {
    var socket = new Socket(peer.host(), peer.port());
    socket.setSoTimeout(SOON_MILLIS);
    return socket;
  }

  private static void reach(Moment moment, Socket socket) throws IOException {
    if (moment != Moment.ACCEPT) {
      send(socket, REQUEST);
    }
  }

  private static String written(Moment moment) {
    return switch (moment) {
      case ACCEPT, REQUEST -> "";
      case STATUS -> "HTTP/1.1 2";
      case BODY ->
          "HTTP/1.1 200 Fake\r\nContent-Length: 17\r\nContent-Type: application/json\r\n\r\n{\"never\"";
    };
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static String head(Socket socket) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) socket.getInputStream().read());
    }
    return head.toString();
  }

  private static String body(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), UTF_8);
  }

  private static String rest(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }
}
