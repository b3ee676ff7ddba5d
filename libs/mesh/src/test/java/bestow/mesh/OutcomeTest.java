package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What becomes of a call besides the callee's death in the middle of it (see [PhaseMatrixTest]).
final class OutcomeTest {

  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final Call CALL = Call.post("/x", new byte[2]);

  @TempDir Path snapshots;

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 301, 400, 404, 409, 500, 502, 503, 504, 599})
  void everyStatusThatIsReadWholeIsAnswered(int status) {
    var length = status == 204 ? "" : "Content-Length: 5\r\n";
    var body = status == 204 ? "" : "hello";
    try (var peer = RawPeer.answering("HTTP/1.1 " + status + " Said\r\n" + length + "\r\n" + body);
        var fixture = MeshFixture.of(snapshots, peer.port())) {
      var callee = fixture.mesh().callee(MeshFixture.patient());

      var outcome = MeshFixture.call(callee, CALL);
      var again = MeshFixture.call(callee, CALL);

      var answered = assertInstanceOf(Outcome.Answered.class, outcome);
      assertEquals(status, answered.status());
      assertArrayEquals(body.getBytes(StandardCharsets.US_ASCII), answered.body());
      assertInstanceOf(Outcome.Answered.class, again);
      assertEquals(1, peer.accepted());
    }
  }

  @Test
  void onlyTheCalleesOwnMarkMakesA503Refused() {
    var marked =
        "HTTP/1.1 503 Busy\r\nBestow-Outcome: refused\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n";
    try (var peer = RawPeer.answering(marked);
        var fixture = MeshFixture.of(snapshots, peer.port())) {

      var outcome = MeshFixture.call(fixture.mesh().callee(MeshFixture.patient()), CALL);

      var refused = assertInstanceOf(Outcome.Refused.class, outcome);
      assertEquals(Optional.of(Duration.ofSeconds(7)), refused.retryAfter());
    }
  }

  @Test
  void connectionRefusedIsNotSent() throws IOException {
    int nobody;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    try (var fixture = MeshFixture.of(snapshots, nobody)) {

      var outcome = MeshFixture.call(fixture.mesh().callee(MeshFixture.patient()), CALL);

      assertInstanceOf(Outcome.NotSent.class, outcome);
      assertEquals(Phase.CONNECT, outcome.trail().phase());
      assertEquals(0, outcome.trail().bytesSent());
    }
  }

  @Test
  void aPeerThatAcceptsNoConnectionIsNotSentInTheTimeToConnect() throws IOException {
    try (var full = new ServerSocket()) {
      full.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
      var queued = new ArrayList<Socket>();
      fill(full, queued);
      try (var fixture = MeshFixture.of(snapshots, full.getLocalPort())) {
        var limit = Duration.ofMillis(200);
        var callee = fixture.mesh().callee(MeshFixture.patient().connect(limit));

        var outcome = MeshFixture.call(callee, CALL);

        assertInstanceOf(Outcome.NotSent.class, outcome);
        assertEquals(Phase.CONNECT, outcome.trail().phase());
        assertTrue(outcome.trail().elapsed().compareTo(limit) >= 0);
        assertTrue(outcome.trail().elapsed().compareTo(limit.plus(MARGIN)) < 0);
      }
      for (var socket : queued) {
        socket.close();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"RESET", "CLOSE"})
  void aPeerThatEndsAConnectionUnusedLeavesNothingUncertainThatItCanAvoid(String fault) {
    try (var peer =
            RawPeer.start(
                talk -> {
                  if (fault.equals("RESET")) {
                    talk.reset();
                  } else {
                    talk.finish();
                  }
                });
        var fixture = MeshFixture.of(snapshots, peer.port())) {

      var outcome = MeshFixture.call(fixture.mesh().callee(MeshFixture.patient()), CALL);

      // Which of the two it is depends on whether the end came before the first byte left.
      switch (outcome) {
        case Outcome.NotSent notSent -> assertEquals(0, notSent.trail().bytesSent());
        case Outcome.MaybeApplied maybe -> assertTrue(maybe.trail().bytesSent() > 0);
        default -> throw new AssertionError("unexpected: " + outcome);
      }
      Eventually.within(MARGIN, () -> peer.open() == 0, "the connection is closed");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 2xx OK\r\n\r\n",
        "HTTP/1.1 777 Lucky\r\n\r\n",
        "HTTP/1.1 200 OK\n\n",
        "HTTP/1.1 101 Switching\r\n\r\n",
        "\r\n\r\n",
      })
  void anAnswerWithoutAStatusIsMaybeApplied(String garbage) {
    try (var peer = RawPeer.answering(garbage);
        var fixture = MeshFixture.of(snapshots, peer.port())) {

      var outcome = MeshFixture.call(fixture.mesh().callee(MeshFixture.patient()), CALL);

      assertInstanceOf(Outcome.MaybeApplied.class, outcome);
      assertEquals(Phase.READ, outcome.trail().phase());
      Eventually.within(MARGIN, () -> peer.open() == 0, "the connection is closed");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 11",
        "Content-Length: -1",
        "Content-Length: 2\r\nContent-Length: 3",
        "Content-Length: 99999999999999999999",
        "Content-Length: 2\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip",
        "no header at all",
        " folded: x",
        "Bad\u0001: x",
      })
  void anAnswerThatIsTooBigOrAmbiguousIsUnreadableAndItsConnectionClosed(String header) {
    try (var peer = RawPeer.answering("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n01234567890");
        var fixture = MeshFixture.of(snapshots, peer.port())) {
      var callee = fixture.mesh().callee(MeshFixture.patient().bodyBytesMax(10));

      var outcome = MeshFixture.call(callee, CALL);

      var unreadable = assertInstanceOf(Outcome.Unreadable.class, outcome);
      assertEquals(200, unreadable.status());
      Eventually.within(MARGIN, () -> peer.open() == 0, "the connection is closed");
    }
  }

  @Test
  void aDripIsCutOffAtTheTotalEvenThoughEachReadIsInTime() {
    var total = Duration.ofMillis(400);
    try (var peer =
            RawPeer.start(
                talk -> {
                  talk.request();
                  talk.send("HTTP/1.1 200 OK\r\nX: ");
                  while (true) {
                    talk.send("x");
                    talk.pause(Duration.ofMillis(10));
                  }
                });
        var fixture = MeshFixture.of(snapshots, peer.port())) {
      var callee = fixture.mesh().callee(MeshFixture.patient().total(total));

      var outcome = MeshFixture.call(callee, CALL);

      assertInstanceOf(Outcome.Unreadable.class, outcome);
      assertTrue(outcome.trail().elapsed().compareTo(total) >= 0, outcome::toString);
      assertTrue(outcome.trail().elapsed().compareTo(total.plus(MARGIN)) < 0, outcome::toString);
    }
  }

  @Test
  void anInterruptEndsTheCallAndStaysSet() throws InterruptedException {
    try (var peer = RawPeer.start(RawPeer.Talk::request);
        var fixture = MeshFixture.of(snapshots, peer.port())) {
      var callee = fixture.mesh().callee(MeshFixture.patient());
      var seen = new ArrayList<Object>();
      var caller =
          Thread.ofVirtual()
              .start(
                  () -> {
                    seen.add(MeshFixture.call(callee, CALL));
                    seen.add(Thread.currentThread().isInterrupted());
                  });
      Eventually.within(MARGIN, () -> peer.requests().size() == 1, "the request arrived");

      caller.interrupt();

      caller.join();
      assertInstanceOf(Outcome.MaybeApplied.class, seen.getFirst());
      assertEquals(true, seen.getLast());
      Eventually.within(MARGIN, () -> peer.open() == 0, "the connection is closed");
    }
  }

  /// The write that carried the bytes may itself be what the interrupt ends.
  @Test
  void whatThePeerHasIsNeverNotSentHoweverSoonTheInterruptComes() throws InterruptedException {
    var caller = new AtomicReference<Thread>();
    try (var peer =
            RawPeer.start(
                talk -> {
                  talk.request();
                  caller.get().interrupt();
                });
        var fixture = MeshFixture.of(snapshots, peer.port())) {
      var callee = fixture.mesh().callee(MeshFixture.patient());
      for (int i = 0; i < 500; i++) {
        var seen = new AtomicReference<Outcome>();
        caller.set(Thread.ofVirtual().unstarted(() -> seen.set(MeshFixture.call(callee, CALL))));
        caller.get().start();
        caller.get().join();
        assertInstanceOf(Outcome.MaybeApplied.class, seen.get(), "run " + i);
      }
    }
  }

  @Test
  void closingTheMeshEndsACallThatRuns() throws InterruptedException {
    try (var peer = RawPeer.start(RawPeer.Talk::request)) {
      var fixture = MeshFixture.of(snapshots, peer.port());
      var callee = fixture.mesh().callee(MeshFixture.patient());
      var seen = new ArrayList<Outcome>();
      var caller = Thread.ofVirtual().start(() -> seen.add(MeshFixture.call(callee, CALL)));
      Eventually.within(MARGIN, () -> peer.requests().size() == 1, "the request arrived");

      fixture.close();

      caller.join();
      assertInstanceOf(Outcome.MaybeApplied.class, seen.getFirst());
      Eventually.within(MARGIN, () -> peer.open() == 0, "the connection is closed");
      assertInstanceOf(Outcome.NotSent.class, MeshFixture.call(callee, CALL));
    }
  }

  private static void fill(ServerSocket full, List<Socket> queued) throws IOException {
    for (int i = 0; i < 16; i++) {
      var socket = new Socket();
      queued.add(socket);
      try {
        socket.connect(full.getLocalSocketAddress(), 150);
      } catch (SocketTimeoutException _) {
        return;
      }
    }
  }
}
