package bestow.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RoundsTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration EVERY = Duration.ofMillis(2);

  private final AtomicInteger rounds = new AtomicInteger();

  @Test
  void aRoundThatGoesWrongIsFollowedByTheNext() {
    try (var _ = Rounds.start(this::fail, EVERY, () -> 0)) {
      Eventually.within(SOON, () -> rounds.get() > 2, "there are more rounds");
    }
  }

  @Test
  void pausesAreHalfToOneAndAHalfTimesWhatIsWanted() {
    var random = new Random(1);
    var pauses = LongStream.range(0, 1_000).map(_ -> Rounds.pauseNanos(1_000, random)).sorted();

    var sorted = pauses.toArray();

    assertTrue(sorted[0] >= 500 && sorted[0] < 520, "the shortest: " + sorted[0]);
    assertTrue(sorted[999] <= 1_500 && sorted[999] > 1_480, "the longest: " + sorted[999]);
    assertTrue(Math.abs(sorted[500] - 1_000) < 100, "the median: " + sorted[500]);
  }

  @Test
  void closingWaitsForTheRoundUnderWayAndNoneComesAfterIt() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var closing = new CountDownLatch(1);
    var last = Rounds.start(() -> last(begun, closing), EVERY, () -> 0);
    begun.await();

    var closer = Thread.ofVirtual().start(last::close);
    Eventually.within(SOON, () -> closer.getState() == Thread.State.TIMED_WAITING, "it waits");
    assertEquals(0, rounds.get());
    closing.countDown();
    closer.join();

    assertEquals(1, rounds.get());
  }

  private void fail() {
    rounds.incrementAndGet();
    throw new IllegalStateException("a round that goes wrong, as this test wants it");
  }

  private void last(CountDownLatch begun, CountDownLatch closing) throws InterruptedException {
    begun.countDown();
    closing.await();
    rounds.incrementAndGet();
  }
}
