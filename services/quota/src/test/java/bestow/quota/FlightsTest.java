package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bestow.quota.StoreFailure.Effect;
import bestow.testing.Eventually;
import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class FlightsTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final long LONG = Duration.ofSeconds(30).toNanos();

  private final Flights<String> flights = new Flights<>();
  private final AtomicInteger done = new AtomicInteger();

  @Test
  void whoComesWhileItIsBeingDoneWaitsAndDoesNotDoItAgain() throws Exception {
    var others = new ArrayList<Thread>();
    flights.fly(
        "a",
        LONG,
        () -> {
          for (int i = 0; i < 20; i++) {
            others.add(Thread.startVirtualThread(this::doOrWait));
          }
          Eventually.within(
              SOON,
              () -> others.stream().allMatch(each -> each.getState() == State.TIMED_WAITING),
              "all others wait");
        });
    for (var each : others) {
      each.join();
    }

    assertEquals(0, done.get());
  }

  @Test
  void differentThingsDoNotWaitForEachOther() throws StoreFailure {
    flights.fly("a", LONG, () -> flights.fly("b", 0, done::incrementAndGet));

    assertEquals(1, done.get());
  }

  @Test
  void whoWaitsLongerThanAllowedIsToldThatNothingWasBegun() throws StoreFailure {
    flights.fly(
        "a",
        LONG,
        () -> {
          var failure =
              assertThrows(StoreFailure.class, () -> flights.fly("a", 1, done::incrementAndGet));
          assertEquals(Effect.NONE, failure.effect());
        });

    assertEquals(0, done.get());
  }

  @Test
  void aFailureIsToldToWhoeverFailedAndTheNextMayTryAgain() throws StoreFailure {
    assertThrows(
        StoreFailure.class,
        () ->
            flights.fly(
                "a",
                LONG,
                () -> {
                  throw new StoreFailure(Effect.UNKNOWN, "the test wants it so");
                }));

    flights.fly("a", LONG, done::incrementAndGet);
    assertEquals(1, done.get());
  }

  private void doOrWait() {
    try {
      flights.fly("a", LONG, done::incrementAndGet);
    } catch (StoreFailure e) {
      throw new AssertionError("waited in vain", e);
    }
  }
}
