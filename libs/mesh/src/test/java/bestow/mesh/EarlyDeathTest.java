package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.testing.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The points of the phase matrix before a byte of the request was read: at SYN and at accept, on
/// the first connection and on the one after a connection that was used and died idle.
final class EarlyDeathTest {

  private static final Duration LIMIT = Duration.ofMillis(300);
  // For a machine that is busy with other things.
  private static final Duration MARGIN = Duration.ofSeconds(10);
  private static final Call CALL = Call.post("/x", new byte[2]);

  @TempDir Path snapshots;

  private static CalleeSettings settings() {
    return MeshFixture.patient().connect(LIMIT).read(LIMIT);
  }

  @Test
  void refusedAtSynOnAFreshConnectionIsNotSent() throws IOException {
    try (var fixture = MeshFixture.of(snapshots, FreePort.next())) {
      unconnected(MeshFixture.call(fixture.mesh().callee(settings()), CALL));
    }
  }

  @Test
  void refusedAtSynAfterAUsedConnectionDiedIsNotSent() {
    var peer = RawPeer.answering(MeshFixture.OK);
    try (peer;
        var fixture = MeshFixture.of(snapshots, peer.port())) {
      var callee = fixture.mesh().callee(settings());
      assertInstanceOf(Outcome.Answered.class, MeshFixture.call(callee, CALL));
      peer.close();
      MeshFixture.outliveTrust();

      unconnected(MeshFixture.call(callee, CALL));
    }
  }

  @Test
  void silenceAtSynIsNotSentInTheTimeToConnect() {
    try (var deaf = FakePeer.deaf();
        var fixture = MeshFixture.of(snapshots, deaf.port())) {
      var outcome = MeshFixture.call(fixture.mesh().callee(settings()), CALL);

      unconnected(outcome);
      assertTrue(outcome.trail().elapsed().compareTo(LIMIT) >= 0, outcome::toString);
      assertTrue(outcome.trail().elapsed().compareTo(LIMIT.plus(MARGIN)) < 0, outcome::toString);
    }
  }

  private static void unconnected(Outcome outcome) {
    assertInstanceOf(Outcome.NotSent.class, outcome, outcome::toString);
    assertEquals(Phase.CONNECT, outcome.trail().phase());
    assertEquals(0, outcome.trail().bytesSent());
  }

  static Stream<Arguments> acceptances() {
    return Arrays.stream(PhaseMatrixTest.Fault.values())
        .flatMap(
            fault ->
                Arrays.stream(PhaseMatrixTest.Line.values())
                    .map(line -> Arguments.of(fault, line)));
  }

  @ParameterizedTest
  @MethodSource("acceptances")
  void deathAtAcceptIsNotSentOrUncertainAndNeverAnAnswer(
      PhaseMatrixTest.Fault fault, PhaseMatrixTest.Line line) {
    int good = line == PhaseMatrixTest.Line.REUSED ? 1 : 0;
    try (var peer = RawPeer.start(talk -> die(talk, fault, good));
        var fixture = MeshFixture.of(snapshots, peer.port())) {
      var callee = fixture.mesh().callee(settings());
      if (good > 0) {
        assertInstanceOf(Outcome.Answered.class, MeshFixture.call(callee, CALL));
      }

      var outcome = MeshFixture.call(callee, CALL);

      peer.release();
      switch (outcome) {
        // The network took none of it.
        case Outcome.NotSent _ -> assertEquals(0, outcome.trail().bytesSent());
        // It took some of it, and who is to know who read it.
        case Outcome.MaybeApplied _ -> assertTrue(outcome.trail().bytesSent() > 0);
        case Outcome.Answered _, Outcome.Refused _, Outcome.Unreadable _ ->
            throw new AssertionError("an answer that nobody gave: " + outcome);
      }
      if (fault == PhaseMatrixTest.Fault.STALL) {
        assertInstanceOf(Outcome.MaybeApplied.class, outcome);
        assertEquals(Phase.READ, outcome.trail().phase());
        assertTrue(outcome.trail().elapsed().compareTo(LIMIT) >= 0, outcome::toString);
      }
      assertTrue(outcome.trail().elapsed().compareTo(LIMIT.plus(MARGIN)) < 0, outcome::toString);
      Eventually.within(MARGIN, () -> peer.open() == 0, "no connection is left behind");
    }
  }

  /// A connection that serves so many requests, then dies before it reads another byte.
  private static void die(RawPeer.Talk talk, PhaseMatrixTest.Fault fault, int good)
      throws IOException {
    if (talk.number() == 1 && good > 0) {
      talk.request();
      talk.send(MeshFixture.OK);
    }
    switch (fault) {
      case RESET -> talk.reset();
      case CLOSE -> talk.close();
      case STALL -> talk.hold();
    }
  }
}
