package bestow.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Criticality;
import bestow.testing.Seeded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A lane before a service that works at a known pace: a model in which time passes by windows.
final class AdaptiveLimitTest {

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final AdmissionSettings.Range RANGE = new AdmissionSettings.Range(16, 1_024);
  private static final AdmissionSettings.Pace PACE =
      new AdmissionSettings.Pace(2, Duration.ofMillis(1), 0.1, Duration.ofSeconds(1), 20);

  private final AdaptiveLimit limit = new AdaptiveLimit(RANGE, PACE, -SECOND);
  private final RoutePace route = limit.route();
  private long now = -SECOND;

  /// A window in which `inside` were under way and this many were answered after this long.
  private void window(int inside, int requests, long nanos) {
    limit.entered(inside);
    for (int i = 0; i < requests; i++) {
      route.count(nanos);
      limit.answered(now);
    }
    now += SECOND;
    limit.answered(now);
  }

  /// A window of a service that has `places` places, each taking 10 ms, and is asked by as many as
  /// the limit lets in: what is above waits its turn.
  private void overloaded(int places) {
    int inside = limit.current();
    window(inside, 1_000, 10 * MILLI * Math.max(places, inside) / places);
  }

  @Test
  void itBeginsBetweenItsBoundsAndGrowsToTheMostWhileThePaceHolds() {
    assertEquals(128, limit.current());

    for (int i = 0; i < 60; i++) {
      window(limit.current(), 100, 10 * MILLI);
    }

    assertEquals(1_024, limit.current());
  }

  @Test
  void underOverloadItSettlesWhereRequestsTakeAboutTwiceAsLongAsUsual() {
    for (int places : new int[] {30, 60, 120}) {
      var lane = new AdaptiveLimitTest();
      for (int i = 0; i < 10; i++) {
        lane.window(20, 100, 10 * MILLI);
      }

      for (int i = 0; i < 120; i++) {
        lane.overloaded(places);
        boolean settled = i > 20;
        int now = lane.limit.current();
        assertTrue(!settled || (now >= 1.5 * places && now <= 3 * places), () -> "at " + now);
      }
    }
  }

  @Test
  void anOverloadThatStaysDoesNotCountAsUsualForAnHour() {
    for (int i = 0; i < 10; i++) {
      window(20, 100, 10 * MILLI);
    }

    for (int i = 0; i < 600; i++) {
      overloaded(60);
    }

    // Usual drifts by 0.05 % a window at most.
    assertTrue(limit.current() < 60 * 2 * 1.4 * 1.2, "at " + limit.current());
  }

  @Test
  void anOverloadFromTheFirstRequestOnIsFoundOutByDeadlines() {
    for (int i = 0; i < 30; i++) {
      limit.entered(limit.current());
      for (int n = 0; n < 80; n++) {
        limit.answered(now);
      }
      for (int n = 0; n < 20; n++) {
        limit.late(now);
      }
      now += SECOND;
      limit.answered(now);
    }

    assertEquals(16, limit.current());
  }

  @Test
  void aPaceThatIsSlowerForGoodIsUsualOnceThereWasRoom() {
    for (int i = 0; i < 10; i++) {
      window(limit.current(), 100, 10 * MILLI);
    }
    for (int i = 0; i < 60; i++) {
      window(5, 100, 100 * MILLI);
    }
    int before = limit.current();

    window(before, 100, 100 * MILLI);

    assertTrue(limit.current() > before);
  }

  @Test
  void itFallsToTheLeastAndNoFurtherAndComesBack() {
    for (int i = 0; i < 5; i++) {
      window(20, 100, 10 * MILLI);
    }
    for (int i = 0; i < 20; i++) {
      window(limit.current(), 100, 10 * SECOND);
    }
    assertEquals(16, limit.current());

    for (int i = 0; i < 20; i++) {
      window(limit.current(), 100, 10 * MILLI);
    }

    assertTrue(limit.current() > 100, "at " + limit.current());
  }

  @Test
  void aShortPauseOfTheMachineIsNoQueue() {
    var pauses = new AdmissionSettings.Pace(2, Duration.ofMillis(5), 0.1, PACE.window(), 20);
    var lane = new AdaptiveLimit(RANGE, pauses, 0);
    var quick = lane.route();
    for (int window = 1; window <= 10; window++) {
      lane.entered(lane.current());
      for (int n = 0; n < 100; n++) {
        // 4 ms instead of 0.2 ms from the fifth window on.
        quick.count(window < 5 ? MILLI / 5 : 4 * MILLI);
        lane.answered(0);
      }
      int before = lane.current();
      lane.answered(window * SECOND);
      assertTrue(lane.current() > before);
    }
  }

  @Test
  void anIdleServiceLearnsNothing() {
    window(10, 100, 10 * MILLI);
    window(10, 100, 10 * SECOND);

    assertEquals(128, limit.current());
  }

  @Test
  void fewAnswersProveNothingUntilThereAreMore() {
    window(20, 100, 10 * MILLI);
    for (int i = 0; i < 3; i++) {
      window(128, 4, SECOND);
      assertEquals(128, limit.current());
    }

    window(128, 10, SECOND);

    assertEquals(128 / 2 + 11, limit.current());
  }

  @Test
  void anotherMixtureOfRoutesIsNoOverload() {
    var slower = limit.route();
    for (int i = 0; i < 10; i++) {
      slower.count(100 * MILLI);
      window(20, 100, MILLI);
    }
    int before = limit.current();
    for (int n = 0; n < 500; n++) {
      slower.count(100 * MILLI);
    }

    window(before, 20, MILLI);

    assertTrue(limit.current() > before);
  }

  /// Scenario 49.
  @Test
  void turningRequestsAwayMovesNothing() {
    var gate = new Gate(limit, new AdmissionSettings.Shares(0.9, 0.75, 0.5));
    for (int i = 0; i < 10_000; i++) {
      for (int n = 0; n < 200; n++) {
        gate.enter(Criticality.COMMIT);
      }
      while (gate.inside() > 0) {
        gate.leave();
      }
    }

    assertEquals(0, gate.inside());
    assertEquals(128, limit.current());
  }

  @Test
  void whateverIsMeasuredItStaysInItsBounds() {
    Seeded.check(
        200,
        random -> {
          var lane = new AdaptiveLimitTest();
          for (int i = 0; i < 100; i++) {
            lane.window(random.nextInt(2_000), random.nextInt(200), random.nextLong(100 * SECOND));
            int now = lane.limit.current();
            assertTrue(now >= 16 && now <= 1_024, () -> "at " + now);
          }
        });
  }
}
