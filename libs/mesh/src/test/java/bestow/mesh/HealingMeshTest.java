package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.CalleeState.Standing;
import bestow.testing.Eventually;
import bestow.testing.FreePort;
import io.opentelemetry.context.Context;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What heals by itself, over real sockets: the stages in their places.
final class HealingMeshTest {

  private static final Call CALL = Call.post("/x", new byte[2]);
  private static final String REFUSES =
      "HTTP/1.1 503 Service Unavailable\r\nBestow-Outcome: refused\r\nContent-Length: 0\r\n\r\n";
  private static final String FAILS =
      "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n";

  @TempDir Path snapshots;

  @Test
  void aCallThatMayBeRepeatedNeverSeesADeadInstanceWhichIsOutAfterFive() {
    try (var well = RawPeer.answering(MeshFixture.OK);
        var mesh = MeshFixture.of(snapshots, FreePort.next(), well.port())) {
      var callee = mesh.mesh().callee(MeshFixture.patient());

      for (int i = 0; i < 100; i++) {
        var outcome = MeshFixture.call(callee, CALL.repeat(Repeat.UNLESS_BEGUN));
        assertInstanceOf(Outcome.Answered.class, outcome);
      }

      assertEquals(List.of(Standing.EJECTED, Standing.WELL), standings(mesh.mesh()));
      assertEquals(100, well.requests().size());
    }
  }

  @Test
  void whatIsRefusedIsRepeatedAndWhatFailedOnlyWhereThatDoesNoHarm() {
    try (var refuses = RawPeer.answering(REFUSES);
        var fails = RawPeer.answering(FAILS);
        var mesh = MeshFixture.of(snapshots, refuses.port());
        var other = MeshFixture.of(snapshots.resolve("other"), fails.port())) {
      var refused = mesh.mesh().callee(MeshFixture.patient());
      var failed = other.mesh().callee(MeshFixture.patient());

      assertInstanceOf(
          Outcome.Refused.class, MeshFixture.call(refused, CALL.repeat(Repeat.UNLESS_BEGUN)));
      assertEquals(2, refuses.requests().size());
      assertInstanceOf(Outcome.Refused.class, MeshFixture.call(refused, CALL));
      assertEquals(3, refuses.requests().size());
      var _ = MeshFixture.call(failed, CALL.repeat(Repeat.UNLESS_BEGUN));
      assertEquals(1, fails.requests().size());
      var _ = MeshFixture.call(failed, CALL.repeat(Repeat.HARMLESS));
      assertEquals(3, fails.requests().size());
    }
  }

  @Test
  void aRepeatIsASpanThatSaysSo() {
    try (var fails = RawPeer.answering(FAILS);
        var recorded = new Recorded();
        var mesh = MeshFixture.of(snapshots, recorded.telemetry(), fails.port())) {
      var callee = mesh.mesh().callee(MeshFixture.patient());
      var root = recorded.telemetry().getTracer("test").spanBuilder("root").startSpan();
      var context =
          new CallContext(
              MeshFixture.within(Duration.ofSeconds(30)).deadline(),
              Context.root().with(root),
              Criticality.COMMIT);

      context.call(() -> callee.call(CALL.repeat(Repeat.HARMLESS)));
      root.end();

      var resends =
          recorded.spans().stream().map(span -> span.getAttributes().get(Trace.RESENDS)).toList();
      assertEquals(Arrays.asList(null, 1L, null), resends);
      assertEquals(1, sum(recorded, "bestow.mesh.repeats"));
    }
  }

  @Test
  void eachTransitionIsCountedWithItsReason() {
    try (var well = RawPeer.answering(MeshFixture.OK);
        var recorded = new Recorded();
        var mesh = MeshFixture.of(snapshots, recorded.telemetry(), FreePort.next(), well.port())) {
      var callee = mesh.mesh().callee(MeshFixture.patient());
      for (int i = 0; i < 100; i++) {
        var _ = MeshFixture.call(callee, CALL.repeat(Repeat.UNLESS_BEGUN));
      }

      var point =
          recorded.metric("bestow.mesh.transitions").getLongSumData().getPoints().iterator().next();
      assertEquals("ejected", point.getAttributes().get(Sight.TRANSITION));
      assertEquals("connect", point.getAttributes().get(Sight.REASON));
      assertEquals(1, point.getValue());
      assertEquals(5, sum(recorded, "bestow.mesh.repeats"));
      assertEquals(1, standing(recorded, "ejected"));
      assertEquals(1, standing(recorded, "well"));
      assertEquals(0, standing(recorded, "held"));
    }
  }

  /// Scenario 43.
  @Test
  void anOptionalStepHasItsOwnTimeConnectionsAndJudgement() {
    try (var hung = RawPeer.start(RawPeer.Talk::hold);
        var recorded = new Recorded();
        var mesh = MeshFixture.of(snapshots, recorded.telemetry(), hung.port())) {
      var _ = mesh.mesh().callee(MeshFixture.patient());
      var optional = mesh.mesh().optional(MeshFixture.patient());

      for (int i = 0; i < 30; i++) {
        var outcome = MeshFixture.call(optional, CALL.repeat(Repeat.HARMLESS));
        long took = outcome.trail().elapsed().toMillis();
        assertTrue(took < 10_000, "20 ms, not the 20 s of its settings; was " + took);
        assertEquals(1, outcome.trail().attempt());
      }

      assertTrue(standings(mesh.mesh()).stream().allMatch(Standing.WELL::equals));
      assertEquals(30, sum(recorded, "bestow.mesh.bypassed"));
      assertTrue(hung.accepted() < 30, "most are left out once they come to nothing");
      assertTrue(hung.accepted() >= 20);
      hung.release();
    }
  }

  @Test
  void noMoreOptionalStepsAreUnderWayThanMay() throws InterruptedException {
    var entered = new CountDownLatch(2);
    var release = new CountDownLatch(1);
    try (var recorded = new Recorded()) {
      var sight = new Sight("peer", recorded.telemetry());
      var settings = new BypassSettings(Duration.ofSeconds(10), 2, 0.5);
      var bypass = new Bypass(settings, sight, Ticker.system());
      Next next =
          attempt -> {
            entered.countDown();
            try {
              release.await();
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
            return attempt.notSent("", Phase.WAIT, Ticker.system());
          };
      var context = MeshFixture.within(Duration.ofSeconds(30));
      Runnable call =
          () -> {
            var attempt = Attempt.first("peer", CALL, Ticker.system().nanos());
            var _ = bypass.call(attempt, next);
          };
      var first = Thread.startVirtualThread(context.carry(call));
      var second = Thread.startVirtualThread(context.carry(call));
      entered.await();

      context.run(call);

      assertEquals(1, sum(recorded, "bestow.mesh.bypassed"));
      release.countDown();
      first.join();
      second.join();
    }
  }

  /// What an optional call meets says nothing about the instance to those that matter.
  @Test
  void optionalErrorsAreCountedApart() {
    try (var fails = RawPeer.answering(FAILS);
        var mesh = MeshFixture.of(snapshots, fails.port())) {
      var callee = mesh.mesh().callee(MeshFixture.patient());
      var optional = MeshFixture.within(Duration.ofSeconds(30)).at(Criticality.OPTIONAL);
      for (int i = 0; i < 30; i++) {
        optional.run(() -> callee.call(CALL));
      }
      assertEquals(List.of(Standing.WELL), standings(mesh.mesh()));

      for (int i = 0; i < 20; i++) {
        var _ = MeshFixture.call(callee, CALL);
      }

      assertEquals(List.of(Standing.HELD), standings(mesh.mesh()));
    }
  }

  /// A caller who has no time, or no patience, is no reason to think ill of an instance.
  @Test
  void whatItsCallerGaveUpIsNotCounted() {
    try (var hung = RawPeer.start(RawPeer.Talk::hold);
        var mesh = MeshFixture.of(snapshots, hung.port())) {
      var callee = mesh.mesh().callee(MeshFixture.patient());
      Eventually.within(
          Duration.ofSeconds(20),
          () -> !mesh.mesh().view().getFirst().listed().isEmpty(),
          "whoever has lost patience does not wait for the list either");
      for (int i = 0; i < 3; i++) {
        Thread.currentThread().interrupt();
        var _ = MeshFixture.call(callee, CALL);
        assertTrue(Thread.interrupted());
      }

      assertEquals(0, mesh.mesh().view().getFirst().state().instances().getFirst().samples());
      hung.release();
    }
  }

  private static List<Standing> standings(Mesh mesh) {
    return mesh.view().getFirst().state().instances().stream()
        .map(CalleeState.InstanceState::standing)
        .toList();
  }

  private static long standing(Recorded recorded, String standing) {
    return recorded.metric("bestow.mesh.standings").getLongGaugeData().getPoints().stream()
        .filter(point -> standing.equals(point.getAttributes().get(Sight.STANDING)))
        .mapToLong(point -> point.getValue())
        .sum();
  }

  private static long sum(Recorded recorded, String name) {
    return recorded.metric(name).getLongSumData().getPoints().stream()
        .mapToLong(point -> point.getValue())
        .sum();
  }
}
