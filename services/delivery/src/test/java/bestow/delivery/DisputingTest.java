package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import bestow.wire.delivery.OrderState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// An order that is sent once more, since its user says that it never came.
final class DisputingTest {

  private static final OrderNumber NUMBER = Samples.number();
  private static final Attempt.End END = new Attempt.End("read", 200);
  private static final Verdict AGAIN = new Verdict.Delivered("r-2", END);

  private final Order delivered = delivered();

  @Test
  void itIsWrittenDownAsAnAttemptBeforeItIsSentAndStaysDelivered() {
    var sent = advance(delivered, dispute(Terms.Kind.SAME_NUMBER, "sandbox@1"), 300);

    assertEquals(OrderState.DELIVERED, sent.state());
    assertEquals(2, sent.attempt());
    assertEquals(Attempt.Outcome.OPEN, sent.newest().orElseThrow().outcome());
    assertEquals(new Note(300, "resent", "ann", "it never came"), sent.notes().getLast());
    assertEquals(0, sent.dueAt());
  }

  @Test
  void whateverItsProviderSaysIsNotedOnceAndChangesNothing() {
    var sent = advance(delivered, dispute(Terms.Kind.SAME_NUMBER, "sandbox@1"), 300);
    for (var said :
        List.of(
            AGAIN,
            new Verdict.Refused("not-eligible", END),
            new Verdict.RetryLater(END),
            new Verdict.NotSent(END),
            new Verdict.Unclear(END),
            new Verdict.NeverHeard(END))) {
      var told = advance(sent, new Event.Told(2, said), 400);

      assertEquals(OrderState.DELIVERED, told.state());
      assertEquals(delivered.answer(), told.answer());
      assertEquals(400, told.newest().orElseThrow().endedAt());
      assertEquals("answered", told.notes().getLast().what());
      assertSame(told, advance(told, new Event.Told(2, said), 500));
    }
  }

  @Test
  void aWishToTakeItBackWaitsForWhatWasSentOnceMore() {
    var sent = advance(delivered, dispute(Terms.Kind.SAME_NUMBER, "sandbox@1"), 300);

    assertEquals(2, advance(sent, new Event.Revoke("ann", "paid back"), 400).doubt());
    assertEquals(0, advance(delivered, new Event.Revoke("ann", "paid back"), 400).doubt());
  }

  @Test
  void aProviderThatHasToBeAskedIsAskedAndNothingIsSent() {
    var asked = advance(delivered, dispute(Terms.Kind.ASK_FIRST, "sandbox@1"), 300);

    assertEquals(1, asked.attempt());
    assertEquals("resent", asked.notes().getLast().what());
    var told = advance(asked, new Event.Told(0, new Verdict.NeverHeard(END)), 400);
    assertEquals(OrderState.DELIVERED, told.state());
    assertEquals("never heard of it", told.notes().getLast().why());
  }

  @Test
  void whereItMightBeDeliveredTwiceNothingBegins() {
    for (var kind : List.of(Terms.Kind.NOTHING, Terms.Kind.LIMIT_AT_SOURCE)) {
      assertSame(delivered, advance(delivered, dispute(kind, "sandbox@1"), 300));
    }
    assertSame(delivered, advance(delivered, dispute(Terms.Kind.SAME_NUMBER, "other@1"), 300));
    for (var state : OrderState.values()) {
      var order = new Change(delivered).state(state, 200, 0).order();
      boolean may = state == OrderState.DELIVERED || state == OrderState.PRESUMED;
      var after = advance(order, dispute(Terms.Kind.SAME_NUMBER, "sandbox@1"), 300);
      assertEquals(may, !after.equals(order), state.word());
    }
  }

  @Test
  void aPresumedOneIsDeliveredByItsProvidersWordAndByNothingElse() {
    var presumed = ReadTimeoutCap.presumed(new Change(delivered).version(9), 200);
    var sent = advance(presumed, dispute(Terms.Kind.SAME_NUMBER, "sandbox@1"), 300);

    var told = advance(sent, new Event.Told(2, AGAIN), 400);

    assertEquals(OrderState.DELIVERED, told.state());
    assertEquals("r-2", told.answer().receipt());
    var refused = new Event.Told(2, new Verdict.Refused("not-eligible", END));
    assertEquals(OrderState.PRESUMED, advance(sent, refused, 400).state());
  }

  private static Event dispute(Terms.Kind kind, String target) {
    var begin = Samples.begin(NUMBER, "t-2", kind);
    var at =
        new Event.Begin(
            NUMBER, begin.asked().at(target), "t-2", Event.Holder.UNKNOWN, begin.terms());
    return new Event.Dispute(at, "ann", "it never came");
  }

  private static Order delivered() {
    var begin = Samples.begin(NUMBER, "t-1", Terms.Kind.SAME_NUMBER);
    var sent = OrderRules.advance(Optional.empty(), begin, 100).order();
    return advance(sent, new Event.Delivered(1, "r-1", END), 200);
  }

  private static Order advance(Order order, Event event, long now) {
    return OrderRules.advance(Optional.of(order), event, now).order();
  }
}
