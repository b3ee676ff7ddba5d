package bestow.delivery;

import static java.lang.Thread.State.TIMED_WAITING;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.delivery.LaneLimit.Entry;
import bestow.testing.Eventually;
import bestow.testing.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class LaneLimitTest {
  private static final int MAX = 8;
  private static final int EACH_MAX = 5;
  private static final int HAND_OVERS = 40;

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeTicker ticker = new FakeTicker();
  private final AtomicInteger readings = new AtomicInteger();
  private final LaneLimit lane = new LaneLimit(MAX, EACH_MAX, 6, this::counted);

  @Test
  void aProviderThatFillsItsShareLeavesTheRestToTheOthers() {
    enter("hung", EACH_MAX);

    assertEquals("too many deliveries by hung are under way", why("hung"));
    enter("well", MAX - EACH_MAX);
    assertEquals("too many deliveries are under way", why("well"));
    assertEquals(MAX, lane.underWay());
  }

  @Test
  void aPlaceThatIsGivenBackIsFreeForTheSameProvider() {
    var tickets = enter("hung", EACH_MAX);
    why("hung");
    tickets.getFirst().end();

    enter("hung", 1);
    assertEquals("too many deliveries by hung are under way", why("hung"));
  }

  @Test
  void whoIsRefusedTakesNoPlace() {
    var hung = enter("hung", EACH_MAX);
    var well = enter("well", MAX - EACH_MAX);
    for (int i = 0; i < 100; i++) {
      why("hung");
      why("well");
    }
    hung.forEach(LaneLimit.Ticket::end);
    well.forEach(LaneLimit.Ticket::end);

    assertEquals(0, lane.underWay());
    enter("hung", EACH_MAX);
    enter("well", MAX - EACH_MAX);
  }

  @Test
  void nothingMoreBeginsWhileTooMuchGoesOnInTheBackground() {
    var tickets = enter("slow", 3);
    tickets.addAll(enter("slower", 3));
    tickets.forEach(LaneLimit.Ticket::leaveAlone);
    tickets.forEach(LaneLimit.Ticket::leaveAlone);

    assertEquals(6, lane.background());
    assertEquals("too much goes on in the background", why("well"));
    tickets.getFirst().end();
    enter("well", 1);
  }

  @Test
  void aWorkerHasThePlaceThatIsGivenBackWhileItWaits() throws Exception {
    var tickets = enter("busy", EACH_MAX);
    var worker = new FutureTask<>(() -> lane.await("busy"));
    var thread = Thread.ofVirtual().start(worker);
    Eventually.within(PATIENCE, () -> thread.getState() == TIMED_WAITING, "the worker waits");

    tickets.getFirst().end();

    assertInstanceOf(Entry.In.class, worker.get(PATIENCE.toSeconds(), SECONDS));
    assertEquals(EACH_MAX, lane.underWay());
  }

  @Test
  void aWorkerIsWokenForThePlaceAndDoesNotComeUponIt() throws Exception {
    var held = enter("busy", EACH_MAX).getFirst();
    long nanos = 0;
    for (int time = 0; time < HAND_OVERS; time++) {
      var worker = new FutureTask<>(() -> lane.await("busy"));
      var thread = Thread.ofVirtual().start(worker);
      Eventually.within(PATIENCE, () -> thread.getState() == TIMED_WAITING, "the worker waits");

      long start = System.nanoTime();
      held.end();
      held = assertInstanceOf(Entry.In.class, worker.get(PATIENCE.toSeconds(), SECONDS)).ticket();
      nanos += System.nanoTime() - start;
    }

    // Who only looks every 100 ms takes most of that each time; who is woken, next to nothing.
    assertTrue(nanos < SECOND.toNanos(), HAND_OVERS + " times took " + nanos + " ns");
  }

  @Test
  void aProviderThatHangsKeepsNoWorker() {
    enter("hung", EACH_MAX);
    ticker.advance(SECOND.plusNanos(1));

    assertInstanceOf(Entry.Full.class, lane.await("hung"));
    assertInstanceOf(Entry.In.class, lane.await("well"));
  }

  @Test
  void aWorkerWaitsASecondAndNoLonger() throws Exception {
    enter("slow", EACH_MAX);
    var worker = new FutureTask<>(() -> lane.await("slow"));
    var thread = Thread.ofVirtual().start(worker);
    Eventually.within(PATIENCE, () -> thread.getState() == TIMED_WAITING, "the worker waits");

    ticker.advance(SECOND.minusNanos(1));
    int before = readings.get();
    // It reads the clock twice a look: one that began before the advance, and one after it.
    Eventually.within(PATIENCE, () -> readings.get() > before + 4, "the worker still looks");
    ticker.advance(Duration.ofNanos(1));

    assertInstanceOf(Entry.Full.class, worker.get(PATIENCE.toSeconds(), SECONDS));
  }

  private List<LaneLimit.Ticket> enter(String target, int times) {
    var tickets = new ArrayList<LaneLimit.Ticket>();
    for (int i = 0; i < times; i++) {
      tickets.add(assertInstanceOf(Entry.In.class, lane.enter(target)).ticket());
    }
    return tickets;
  }

  private long counted() {
    readings.incrementAndGet();
    return ticker.nanos();
  }

  private String why(String target) {
    return assertInstanceOf(Entry.Full.class, lane.enter(target)).why();
  }
}
