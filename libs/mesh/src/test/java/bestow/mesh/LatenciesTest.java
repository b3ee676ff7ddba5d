package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Seeded;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class LatenciesTest {

  @Test
  void whatIsReadOffIsNeverTooShortAndAtMostAnEighthTooLong() {
    Seeded.check(
        200,
        random -> {
          var latencies = new Latencies();
          var nanos = new long[1 + random.nextInt(2_000)];
          for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (long) Math.exp(random.nextDouble(Math.log(1e3), Math.log(2.4e11)));
            latencies.count(nanos[i]);
          }
          Arrays.sort(nanos);
          var taken = latencies.take();

          assertEquals(nanos.length, taken.count());
          for (double share : new double[] {0.001, 0.5, 0.99, 0.999, 1}) {
            long exact = nanos[(int) Math.ceil(share * nanos.length) - 1];
            long read = taken.within(share).toNanos();
            assertTrue(read >= exact, () -> read + " < " + exact);
            assertTrue(read <= exact * 1.125 + 1_024, () -> read + " is far above " + exact);
          }
        });
  }

  @Test
  void whatWasTakenIsForgottenAndCanBeAddedUp() {
    var latencies = new Latencies();
    latencies.count(1_000_000);
    var first = latencies.take();
    latencies.count(2_000_000);
    latencies.count(2_000_000);

    var both = first.and(latencies.take());

    assertEquals(3, both.count());
    assertEquals(0, latencies.take().count());
    assertTrue(both.within(0.3).compareTo(Duration.ofNanos(1_130_000)) < 0);
    assertTrue(both.within(0.5).compareTo(Duration.ofMillis(2)) >= 0);
  }

  @Test
  void whatIsOutsideOfAllBucketsCountsAsTheNearest() {
    var latencies = new Latencies();
    latencies.count(-5);
    latencies.count(Long.MAX_VALUE);
    var taken = latencies.take();

    assertEquals(2, taken.count());
    assertTrue(taken.within(0.5).compareTo(Duration.ofNanos(2_000)) < 0);
    assertTrue(taken.within(1).compareTo(Duration.ofMinutes(4)) > 0);
    assertEquals(Duration.ZERO, Latencies.Taken.nothing().within(0.999));
    assertThrows(IllegalArgumentException.class, () -> taken.within(0));
  }
}
