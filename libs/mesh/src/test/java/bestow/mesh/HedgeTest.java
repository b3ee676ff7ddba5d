package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A second instance is asked when the first one is late.
final class HedgeTest {

  private static final Call READ = Call.get("/x", "/x").repeat(Repeat.HARMLESS);
  private static final Duration LATE = Duration.ofMillis(20);

  @TempDir Path snapshots;

  @Test
  void anotherInstanceAnswersForOneThatIsLate() {
    try (var hung = RawPeer.start(RawPeer.Talk::hold);
        var well = RawPeer.answering(MeshFixture.OK);
        var mesh = MeshFixture.of(snapshots, hung.port(), well.port())) {
      var settings =
          MeshFixture.patient().heal(HealSettings.usual().with(RetrySettings.usual().hedge(LATE)));
      var callee = mesh.mesh().callee(settings);
      var context = MeshFixture.within(Duration.ofSeconds(30)).at(Criticality.QUERY);

      for (int i = 0; i < 8; i++) {
        assertInstanceOf(Outcome.Answered.class, context.call(() -> callee.call(READ)));
      }

      assertEquals(8, well.requests().size());
      hung.release();
    }
  }

  @Test
  void aWriteIsNeverAskedForTwiceNorAReadWithoutALimitOrAToken() {
    var gate = gate(RetrySettings.usual());
    assertEquals(1, lateCalls(LATE, gate, READ, Criticality.COMMIT));
    assertEquals(1, lateCalls(LATE, gate, READ.repeat(Repeat.UNLESS_BEGUN), Criticality.QUERY));
    assertEquals(1, lateCalls(Duration.ZERO, gate, READ, Criticality.QUERY));
    assertEquals(2, lateCalls(LATE, gate, READ, Criticality.QUERY));

    var poor = gate(RetrySettings.usual().budget(0, 0, 0));
    assertEquals(1, lateCalls(LATE, poor, READ, Criticality.QUERY));
  }

  @Test
  void oneThatFailsFirstIsNotTakenForTheAnswer() {
    var hedge = hedge(LATE, gate(RetrySettings.usual()));
    var second = new CountDownLatch(1);
    Next next =
        attempt -> {
          if (attempt.number() == 1) {
            await(second);
            return new Outcome.Answered(200, Headers.none(), new byte[0], trail(attempt));
          }
          second.countDown();
          return new Outcome.MaybeApplied("broken", trail(attempt));
        };

    var outcome = call(hedge, READ, Criticality.QUERY, next);

    assertInstanceOf(Outcome.Answered.class, outcome);
  }

  private static int lateCalls(Duration late, RetryGate gate, Call call, Criticality criticality) {
    var calls = new AtomicInteger();
    var done = new CountDownLatch(1);
    var hedge = hedge(late, gate);
    var thread =
        Thread.startVirtualThread(
            () ->
                call(
                    hedge,
                    call,
                    criticality,
                    attempt -> {
                      int number = calls.incrementAndGet();
                      if (number == 1) {
                        awaitAtMost(done, Duration.ofMillis(300));
                      }
                      return new Outcome.Answered(200, Headers.none(), new byte[0], trail(attempt));
                    }));
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return calls.get();
  }

  private static Outcome call(Hedge hedge, Call call, Criticality criticality, Next next) {
    var context = MeshFixture.within(Duration.ofSeconds(30)).at(criticality);
    return context.call(
        () -> hedge.call(Attempt.first("peer", call, Ticker.system().nanos()), next));
  }

  private static Hedge hedge(Duration late, RetryGate gate) {
    return new Hedge(late, gate, new Sight("peer", OpenTelemetry.noop()), Ticker.system());
  }

  private static RetryGate gate(RetrySettings settings) {
    return new RetryGate(settings, new SplittableRandom(1), _ -> {}, 0);
  }

  private static Trail trail(Attempt attempt) {
    return attempt.trail(Phase.READ, 1, Ticker.system().nanos());
  }

  private static void await(CountDownLatch latch) {
    awaitAtMost(latch, Duration.ofSeconds(20));
  }

  private static void awaitAtMost(CountDownLatch latch, Duration time) {
    try {
      var _ = latch.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
