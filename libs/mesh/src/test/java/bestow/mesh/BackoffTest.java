package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Seeded;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// How long a registry is left alone that does not answer.
final class BackoffTest {

  private final Backoff backoff = new Backoff(Duration.ofMillis(300), Duration.ofSeconds(5));

  @Test
  void itGrowsStaysInItsBoundsAndIsNeverTheSameForAll() {
    Seeded.check(
        100,
        random -> {
          for (int failures = 1; failures < 100; failures++) {
            var ceiling = Math.min(5000, 300L << Math.min(failures, 10));
            var time = backoff.after(failures, random);

            assertTrue(time.toMillis() >= 300, time::toString);
            assertTrue(time.toMillis() <= ceiling, time::toString);
          }
          assertNotEquals(
              backoff.after(50, random), backoff.after(50, random), "two in a row differ");
        });
  }

  @Test
  void itMayTakeAllTheTimeThatItsFailuresAllow() {
    var random = new SplittableRandom(1);

    for (int failures = 1; failures <= 5; failures++) {
      long ceiling = Math.min(5000, 300L << failures);
      int now = failures;
      long longest =
          LongStream.range(0, 300)
              .map(_ -> backoff.after(now, random).toMillis())
              .max()
              .orElseThrow();
      assertTrue(longest > 0.9 * ceiling, longest + " ms after " + failures);
    }
  }

  @Test
  void theMostIsReachedToTheNanosecond() {
    var two = new Backoff(Duration.ofNanos(1), Duration.ofNanos(2));
    var random = new SplittableRandom(1);

    var seen = LongStream.range(0, 100).map(_ -> two.after(9, random).toNanos()).distinct();

    assertEquals(2, seen.count());
  }

  @Test
  void boundsThatMakeNoSenseAreRefused() {
    var second = Duration.ofSeconds(1);
    assertThrows(IllegalArgumentException.class, () -> new Backoff(Duration.ZERO, second));
    assertThrows(IllegalArgumentException.class, () -> new Backoff(second, second));
  }
}
