package bestow.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Seeded;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void pausesGrowToASecondAndAreNeverAllTheSame() {
    Seeded.check(
        200,
        random -> {
          Backoff backoff = new Backoff(random);
          long expectedMillis = 10;
          for (int attempt = 0; attempt < 20; attempt++) {
            assertWithin(expectedMillis, backoff.nextNanos());
            expectedMillis = Math.min(1000, 2 * expectedMillis);
          }

          backoff.reset();

          assertWithin(10, backoff.nextNanos());
        });
  }

  private static void assertWithin(long millis, long pauseNanos) {
    long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    assertTrue(pauseNanos <= nanos && pauseNanos > nanos / 2, pauseNanos + " ns of " + millis);
  }
}
