package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A callee that dies at each point of an exchange, in each way, on a fresh connection and on one
/// that has been used: each gives its one outcome, its phase, in its time, and leaves no connection
/// behind.
final class PhaseMatrixTest {

  private static final int LARGE = 16 << 20;
  private static final Duration LIMIT = Duration.ofMillis(300);
  // For a machine that is busy with other things.
  private static final Duration MARGIN = Duration.ofSeconds(10);

  /// How far the peer comes.
  enum Point {
    MID_WRITE,
    AFTER_WRITE,
    MID_STATUS,
    AFTER_STATUS,
    MID_HEAD,
    MID_BODY,
    MID_CHUNK;

    void play(RawPeer.Talk talk) throws IOException {
      switch (this) {
        case MID_WRITE -> talk.take(70_000);
        case AFTER_WRITE -> talk.request();
        case MID_STATUS -> said(talk, "HTTP/1.1 2");
        case AFTER_STATUS -> said(talk, "HTTP/1.1 200 OK\r\n");
        case MID_HEAD -> said(talk, "HTTP/1.1 200 OK\r\nContent-Le");
        case MID_BODY -> said(talk, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"re");
        case MID_CHUNK ->
            said(talk, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"r");
      }
    }

    private static void said(RawPeer.Talk talk, String text) throws IOException {
      talk.request();
      talk.send(text);
    }

    private Class<? extends Outcome> outcome() {
      return switch (this) {
        case MID_WRITE, AFTER_WRITE, MID_STATUS -> Outcome.MaybeApplied.class;
        case AFTER_STATUS, MID_HEAD, MID_BODY, MID_CHUNK -> Outcome.Unreadable.class;
      };
    }
  }

  /// What it does there.
  enum Fault {
    RESET,
    CLOSE,
    STALL
  }

  /// What became of the connection before.
  enum Line {
    FRESH,
    REUSED
  }

  @TempDir Path snapshots;

  static Stream<Arguments> deaths() {
    return Arrays.stream(Point.values())
        .flatMap(
            point ->
                Arrays.stream(Fault.values())
                    .flatMap(
                        fault ->
                            Arrays.stream(Line.values())
                                .map(line -> Arguments.of(point, fault, line))));
  }

  /// Scenario 42.
  @ParameterizedTest
  @MethodSource("deaths")
  void eachDeathHasItsOneOutcome(Point point, Fault fault, Line line) {
    try (var peer = RawPeer.start(talk -> die(talk, point, fault, line));
        var fixture = MeshFixture.of(snapshots, peer.port())) {
      var limited = MeshFixture.patient().read(LIMIT).write(LIMIT);
      var callee = fixture.mesh().callee(limited);
      if (line == Line.REUSED) {
        var first = MeshFixture.call(callee, Call.post("/x", new byte[2]));
        assertInstanceOf(Outcome.Answered.class, first);
      }

      var body = new byte[point == Point.MID_WRITE ? LARGE : 2];
      var outcome = MeshFixture.call(callee, Call.post("/x", body));

      peer.release();
      assertInstanceOf(point.outcome(), outcome);
      assertEquals(point == Point.MID_WRITE ? Phase.WRITE : Phase.READ, outcome.trail().phase());
      assertTrue(outcome.trail().bytesSent() > 0);
      if (fault == Fault.STALL) {
        assertTrue(outcome.trail().elapsed().compareTo(LIMIT) >= 0, outcome::toString);
      }
      assertTrue(outcome.trail().elapsed().compareTo(LIMIT.plus(MARGIN)) < 0, outcome::toString);
      assertEquals(1, peer.accepted());
      Eventually.within(MARGIN, () -> peer.open() == 0, "the connection is closed");
    }
  }

  private static void die(RawPeer.Talk talk, Point point, Fault fault, Line line)
      throws IOException {
    if (line == Line.REUSED) {
      talk.request();
      talk.send(MeshFixture.OK);
    }
    point.play(talk);
    switch (fault) {
      case RESET -> talk.reset();
      case CLOSE -> end(talk, point);
      case STALL -> talk.hold();
    }
  }

  private static void end(RawPeer.Talk talk, Point point) throws IOException {
    if (point == Point.MID_WRITE) {
      talk.close();
    } else {
      talk.finish();
    }
  }
}
