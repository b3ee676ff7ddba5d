package bestow.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.FakeTicker;
import bestow.testing.Seeded;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class FitnessTest {

  private static final FitnessSettings SETTINGS =
      new FitnessSettings(
          0.5, 0.8, 20, Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofMinutes(2));

  private final FakeTicker ticker = new FakeTicker();
  private final Fitness fitness = new Fitness(SETTINGS, ticker::nanos, new SplittableRandom(1));

  private void answers(int status, int times) {
    for (int i = 0; i < times; i++) {
      fitness.answered(status);
    }
  }

  @Test
  void itGoesOutBelowTheShareAndNotAtIt() {
    answers(200, 20);
    answers(500, 20);
    assertTrue(fitness.isFit());

    answers(500, 1);

    assertFalse(fitness.isFit());
  }

  @Test
  void aFewFailuresProveNothing() {
    answers(500, 19);
    assertTrue(fitness.isFit());

    answers(500, 1);

    assertFalse(fitness.isFit());
  }

  @Test
  void whatAServiceBehindItCouldNotDoIsNotItsFault() {
    for (int status : new int[] {502, 503, 504, 404, 409, Route.UNANSWERED}) {
      answers(status, 1_000);
    }

    assertTrue(fitness.isFit());
  }

  @Test
  void failuresOfADependencyAreNoSuccessesEither() {
    answers(503, 1_000);
    answers(500, 20);

    assertFalse(fitness.isFit());
  }

  @Test
  void failuresOfLongAgoAreForgotten() {
    answers(500, 19);
    ticker.advance(Duration.ofSeconds(10));

    answers(500, 19);

    assertTrue(fitness.isFit());
  }

  @Test
  void itIsBackByItselfAndOutForTwiceAsLongWhenItFailsAgain() {
    long least = 4_000;
    for (int relapse = 0; relapse < 8; relapse++) {
      answers(500, 20);
      assertFalse(fitness.isFit());
      long most = Math.min(5_000L << relapse, 120_000) * 6 / 5;
      least = Math.min(5_000L << relapse, 120_000) * 4 / 5;

      ticker.advance(Duration.ofMillis(least - 1));
      assertFalse(fitness.isFit());
      ticker.advance(Duration.ofMillis(most - least + 1));

      assertTrue(fitness.isFit());
    }
    assertEquals(96_000, least);
  }

  @Test
  void whatFailedBeforeItWentOutDoesNotCountOnceItIsBack() {
    answers(500, 1_000);
    ticker.advance(Duration.ofSeconds(6));
    assertTrue(fitness.isFit());

    answers(500, 19);

    assertTrue(fitness.isFit());
  }

  @Test
  void goodAnswersWhileItIsOutBringItBackEarlyAndMiddlingOnesDoNot() {
    answers(500, 20);
    ticker.advance(Duration.ofSeconds(1));
    answers(500, 6);
    answers(200, 20);
    assertFalse(fitness.isFit());

    answers(200, 4);

    assertTrue(fitness.isFit());
  }

  @Test
  void eachGoodMinuteForgivesOneRelapse() {
    var settled = new Fitness.State.Fit(2, 0);
    var nothing = new SuccessRing.Tally(0, 0);
    long minute = Duration.ofMinutes(1).toNanos();

    assertEquals(settled, fitness.next(settled, nothing, minute - 1, 1));
    var once = fitness.next(settled, nothing, minute, 1);
    assertEquals(new Fitness.State.Fit(1, minute), once);
    var twice = fitness.next(once, nothing, 2 * minute, 1);
    assertEquals(new Fitness.State.Fit(0, 2 * minute), twice);
    assertEquals(twice, fitness.next(twice, nothing, 9 * minute, 1));
  }

  @Test
  void aShareOfZeroTurnsItOff() {
    var off =
        new Fitness(
            new FitnessSettings(0, 0.8, 1, SETTINGS.window(), SETTINGS.out(), SETTINGS.outMax()),
            ticker::nanos,
            new SplittableRandom(1));
    for (int i = 0; i < 100; i++) {
      off.answered(500);
    }

    assertTrue(off.isFit());
  }

  @Test
  void theRingCountsExactlyWhatIsWithinItsWindow() {
    Seeded.check(
        100,
        random -> {
          long start = random.nextLong();
          var ring = new SuccessRing(1_000, start);
          var failed = new int[4_000];
          var all = new int[4_000];
          for (int tenth = 0; tenth < 3_000; tenth += random.nextInt(1, 30)) {
            long now = start + 100L * tenth + random.nextInt(100);
            failed[tenth] = random.nextInt(3);
            all[tenth] = failed[tenth] + random.nextInt(3);
            for (int i = 0; i < all[tenth]; i++) {
              if (i < failed[tenth]) {
                ring.failed(now);
              } else {
                ring.succeeded(now);
              }
            }
            var tally = ring.tally(now);
            assertEquals(sum(all, tenth), tally.all());
            assertEquals(sum(failed, tenth), tally.failed());
          }
        });
  }

  @Test
  void theRingLosesNothingToManyThreads() throws InterruptedException {
    var ring = new SuccessRing(Duration.ofSeconds(10).toNanos(), 0);
    var running = new AtomicInteger();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        threads.execute(
            () -> {
              running.incrementAndGet();
              for (int n = 0; n < 10_000; n++) {
                ring.failed(n);
              }
            });
      }
    }

    assertEquals(4, running.get());
    assertEquals(new SuccessRing.Tally(40_000, 40_000), ring.tally(0));
  }

  @Test
  void theStateThatFollowsIsOfItsKind() {
    var out = fitness.next(new Fitness.State.Fit(0, 0), new SuccessRing.Tally(20, 20), 7, 1);

    var state = assertInstanceOf(Fitness.State.Out.class, out);
    assertEquals(7 + Duration.ofSeconds(5).toNanos(), state.untilNanos());
  }

  private static long sum(int[] counts, int tenth) {
    long sum = 0;
    for (int i = Math.max(0, tenth - 9); i <= tenth; i++) {
      sum += counts[i];
    }
    return sum;
  }
}
