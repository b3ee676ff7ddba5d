package bestow.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.FakeTicker;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BacklogTest {

  private static final Duration TIME = Duration.ofMillis(200);

  private final FakeTicker ticker = new FakeTicker();
  private final Backlog backlog = new Backlog(40);

  @Test
  void aFullBacklogTakesNoMoreUntilSomeAreTaken() {
    offer(40);

    assertFalse(backlog.offer(call()));

    assertEquals(1, take(1).size());
    assertTrue(backlog.offer(call()));
    assertEquals(40, backlog.size());
  }

  @Test
  void callsLeaveInTheOrderInWhichTheyCame() {
    List<Pending> calls = offer(3);

    Batch first = take(2);
    Batch second = take(2);

    assertSame(calls.get(0), first.call(0));
    assertSame(calls.get(1), first.call(1));
    assertEquals(1, second.size());
    assertSame(calls.get(2), second.call(0));
    assertTrue(take(2).isEmpty());
  }

  @Test
  void withdrawnAndExpiredCallsAreLeftOut() {
    Pending withdrawn = offer(1).getFirst();
    Pending wanted = offer(1).getFirst();
    withdrawn.refuse("not wanted");

    Batch batch = take(2);

    assertEquals(1, batch.size());
    assertSame(wanted, batch.call(0));

    offer(1);
    ticker.advance(TIME);
    assertTrue(take(2).isEmpty());
    assertEquals(0, backlog.size());
  }

  @Test
  void aFurtherBatchGoesOutOnlyOnceItIsWorthIt() {
    assertFalse(backlog.ripe(false));
    assertFalse(backlog.ripe(true));
    offer(1);
    assertTrue(backlog.ripe(false));
    assertFalse(backlog.ripe(true));
    offer(10);
    assertFalse(backlog.ripe(true));
    offer(1);
    assertTrue(backlog.ripe(true));
  }

  @Test
  void refusingAllEndsEveryCall() {
    List<Pending> calls = offer(2);

    backlog.refuseAll("down");

    for (Pending call : calls) {
      assertInstanceOf(StoreReply.NotSent.class, call.await(ticker::nanos, "Redis a:1"));
    }
    assertEquals(0, backlog.size());
  }

  private Batch take(int max) {
    return backlog.take(max, ticker.nanos());
  }

  private List<Pending> offer(int count) {
    List<Pending> calls = IntStream.range(0, count).mapToObj(_ -> call()).toList();
    calls.forEach(call -> assertTrue(backlog.offer(call)));
    return calls;
  }

  private Pending call() {
    long now = ticker.nanos();
    return new Pending(new Call(Scripts.ECHO, List.of(), List.of(), now, now + TIME.toNanos()));
  }
}
