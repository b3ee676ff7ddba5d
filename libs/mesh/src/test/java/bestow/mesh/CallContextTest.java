package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.FakeTicker;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

final class CallContextTest {

  private final FakeTicker time = new FakeTicker();
  private final Ticker ticker = time::nanos;
  private final CallContext context =
      CallContext.root(Deadline.in(Duration.ofSeconds(2), ticker), Criticality.QUERY);

  @Test
  void workSeesItsContextAndNobodyElseDoes() {
    assertFalse(CallContext.isBound());
    assertSame(context, context.call(CallContext::current));
    context.run(() -> assertTrue(CallContext.isBound()));
    assertThrows(IllegalStateException.class, CallContext::current);
  }

  @Test
  void anotherThreadSeesItOnlyWhenItIsCarriedOver() throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var bare = context.call(() -> executor.submit(CallContext::isBound));
      var carried = executor.submit(context.carry(CallContext::current));

      assertFalse(bare.get());
      assertSame(context, carried.get());
    }
  }

  @Test
  void marksStayWhateverElseChangesAndComeBackFromTheirWords() {
    var marked = context.marked(Mark.SPILLED).marked(Mark.REPEATED_ABOVE).marked(Mark.SPILLED);
    var all = Set.of(Mark.SPILLED, Mark.REPEATED_ABOVE);

    assertEquals(all, marked.within(context.deadline()).marks());
    assertEquals(all, marked.at(Criticality.LIST).traced(context.trace()).marks());
    assertEquals(all, Mark.of(Mark.words(all)));
    assertEquals(Set.of(Mark.SPILLED), Mark.of("other, spilled"));
    assertEquals(Set.of(), Mark.of(""));
  }

  @Test
  void aContextWithinAnotherDeadlineHasTheEarlierOne() {
    var sooner = Deadline.in(Duration.ofSeconds(1), ticker);
    var later = Deadline.in(Duration.ofSeconds(3), ticker);

    assertEquals(sooner, context.within(sooner).deadline());
    assertEquals(context.deadline(), context.within(later).deadline());
    assertEquals(Criticality.OPTIONAL, context.at(Criticality.OPTIONAL).criticality());
  }

  @Test
  void aDeadlineHoldsWhereTheClockOverflows() {
    var late = new FakeTicker(Long.MAX_VALUE - 10);
    var deadline = Deadline.in(Duration.ofNanos(100), late::nanos);
    var sooner = Deadline.in(Duration.ofNanos(5), late::nanos);

    assertEquals(Duration.ofNanos(100), deadline.remaining(late::nanos));
    assertEquals(sooner, deadline.earlier(sooner));
    assertEquals(sooner, sooner.earlier(deadline));
    late.advance(Duration.ofNanos(101));
    assertTrue(deadline.spent(late::nanos));
    assertEquals(Duration.ZERO, deadline.remaining(late::nanos));
  }

  @Test
  void criticalityTravelsAsAWord() {
    for (var criticality : Criticality.values()) {
      assertEquals(Optional.of(criticality), Criticality.of(criticality.word()));
    }
    assertEquals(Optional.empty(), Criticality.of("urgent"));
  }
}
