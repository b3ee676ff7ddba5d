package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import bestow.testing.FakeTicker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

final class WatchdogTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration READ = Duration.ofMillis(20);
  private static final int CALLS = 100;

  @TempDir Path snapshots;

  @Test
  void whatIsPastItsTimeIsCutOnceAndNothingElse() {
    var time = new FakeTicker();
    var cut = new CopyOnWriteArrayList<String>();
    try (var watchdog = Watchdog.start(time::nanos)) {
      var late = watchdog.guard(() -> cut.add("late"));
      var again = watchdog.guard(() -> cut.add("again"));
      var done = watchdog.guard(() -> cut.add("done"));
      var far = watchdog.guard(() -> cut.add("far"));
      assertTrue(late.arm(in(time, Duration.ofHours(2))));
      assertTrue(again.arm(in(time, Duration.ofHours(2))));
      assertTrue(done.arm(in(time, Duration.ofHours(2))));
      assertTrue(far.arm(in(time, Duration.ofHours(9))));
      assertTrue(again.arm(in(time, Duration.ofHours(9))));
      assertTrue(done.disarm());

      time.advance(Duration.ofHours(3));
      // The watchdog sleeps in real time; a sooner expiry than any wakes it.
      try (var wake = watchdog.guard(() -> cut.add("wake"))) {
        assertTrue(wake.arm(in(time, Duration.ofHours(-2))));
        Eventually.within(SOON, () -> cut.size() == 2, "two are cut");
      }

      assertEquals(List.of("late", "wake"), cut.stream().sorted().toList());
      assertTrue(late.isCut());
      assertFalse(late.arm(in(time, Duration.ofHours(9))));
      assertFalse(late.disarm());
      assertTrue(again.disarm());
      assertTrue(far.disarm());
    }
  }

  @Test
  void aGuardArmedWhileAnotherIsWaitedForIsCutFirstWhenItsTimeComesFirst() {
    var cut = new CopyOnWriteArrayList<String>();
    var ticker = Ticker.system();
    try (var watchdog = Watchdog.start(ticker)) {
      var slow = watchdog.guard(() -> cut.add("slow"));
      var fast = watchdog.guard(() -> cut.add("fast"));
      assertTrue(slow.arm(Deadline.in(Duration.ofMinutes(10), ticker).atNanos()));

      assertTrue(fast.arm(Deadline.in(Duration.ofMillis(5), ticker).atNanos()));

      Eventually.within(SOON, () -> !cut.isEmpty(), "one is cut");
      assertEquals(List.of("fast"), List.copyOf(cut));
    }
  }

  /// A read timeout of 20 ms on a connection that has been used. Helidon's pooled connections turn
  /// it into anything up to 120 ms.
  ///
  /// Scenario 43.
  @Test
  void aReadTimeoutIsExactOnAReusedConnection(TestReporter reporter) {
    var elapsed = new ArrayList<Duration>();
    try (var peer =
            RawPeer.start(
                talk -> {
                  talk.request();
                  talk.send(MeshFixture.OK);
                  talk.request();
                });
        var fixture = MeshFixture.of(snapshots, peer.port())) {
      var patient = fixture.mesh().callee(MeshFixture.patient().read(READ));
      for (int i = 0; i < CALLS; i++) {
        // A busy machine may let even the first answer come late; then there is nothing to time.
        boolean answered =
            MeshFixture.call(patient, Call.get("/", "/")) instanceof Outcome.Answered;
        if (answered) {
          var outcome = MeshFixture.call(patient, Call.get("/", "/"));
          assertInstanceOf(Outcome.MaybeApplied.class, outcome);
          elapsed.add(outcome.trail().elapsed());
        }
      }
    }

    elapsed.sort(Duration::compareTo);
    assertTrue(elapsed.getFirst().compareTo(READ) >= 0, "never early");
    // The quickest: whatever the machine is busy with, a timeout rounded up would show in all.
    assertTrue(elapsed.getFirst().compareTo(READ.multipliedBy(2)) < 0, elapsed::toString);
    reporter.publishEntry("read timeout of 20 ms, median", percentile(elapsed, 50).toString());
    reporter.publishEntry("read timeout of 20 ms, p99", percentile(elapsed, 99).toString());
  }

  private static Duration percentile(List<Duration> sorted, int percent) {
    return sorted.get((sorted.size() - 1) * percent / 100);
  }

  private static long in(FakeTicker time, Duration from) {
    return time.nanos() + from.toNanos();
  }
}
