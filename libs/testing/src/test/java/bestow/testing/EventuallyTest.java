package bestow.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class EventuallyTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration AT_ONCE = Duration.ZERO;

  @Test
  void goesOnAsSoonAsTheConditionHolds() {
    var asked = new AtomicInteger();

    Eventually.within(SOON, () -> asked.incrementAndGet() == 3, "asked three times");

    assertEquals(3, asked.get());
  }

  @Test
  void takesAnErrorForNotYet() {
    var asked = new AtomicInteger();

    var value =
        Eventually.valueWithin(
            SOON,
            () -> {
              if (asked.incrementAndGet() < 3) {
                throw new IOException("not there yet");
              }
              return Optional.of("there");
            },
            "it is there");

    assertEquals("there", value);
  }

  @Test
  void tellsWhatItWaitedForAndWhatStoodInTheWay() {
    var failed =
        assertThrows(
            AssertionError.class,
            () ->
                Eventually.within(
                    AT_ONCE,
                    () -> {
                      throw new IOException("door is shut");
                    },
                    "the door opens"));

    assertTrue(failed.toString().contains("the door opens"), failed.toString());
    assertTrue(failed.toString().contains("door is shut"), failed.toString());
  }

  @Test
  void endsWhenItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();

    assertThrows(AssertionError.class, () -> Eventually.within(SOON, () -> false, "never"));

    assertTrue(Thread.interrupted());
  }
}
