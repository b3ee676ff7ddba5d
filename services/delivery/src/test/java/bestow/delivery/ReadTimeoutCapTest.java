package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.delivery.Event.Earlier;
import bestow.wire.delivery.OrderState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How often a provider may be asked that delivers again whenever it is, and when a due order is
/// looked at again.
final class ReadTimeoutCapTest {

  private static final OrderNumber NUMBER = Samples.number();
  private static final Attempt.End END = new Attempt.End("read", 0);
  private static final long NOW = 1000;
  private static final long LATER = NOW + ModelTerms.of(Terms.Kind.NOTHING).leaseMillis();

  @Test
  void anOrderThatMayLandTwiceIsSentAgainOnlyOnceItIsDue() {
    var order = uncertain();

    var early = begin(Optional.of(order), "t-2", Terms.Kind.NOTHING, order.dueAt() - 1);
    var due = begin(Optional.of(order), "t-2", Terms.Kind.NOTHING, order.dueAt());

    assertSame(order, assertInstanceOf(Step.Stand.class, early).order());
    assertEquals(2, assertInstanceOf(Step.Send.class, due).order().risks().taken());
  }

  @Test
  void anOrderAtItsReadTimeoutCapIsPresumedAndNeverSentAgain() {
    var order = secondInDoubt();

    var presumed = begin(Optional.of(order), "t-3", Terms.Kind.NOTHING, order.dueAt());

    assertEquals(OrderState.PRESUMED, assertInstanceOf(Step.Stand.class, presumed).order().state());
    assertEquals(0, presumed.order().dueAt());
    assertSame(
        presumed.order(),
        begin(Optional.of(presumed.order()), "t-4", Terms.Kind.NOTHING, order.dueAt()).order());
  }

  @Test
  void whatNeverReachedTheProviderDoesNotCountAgainstTheCap() {
    var order = waiting();

    assertEquals(0, order.risks().taken());
    var again = begin(Optional.of(order), "t-2", Terms.Kind.NOTHING, order.dueAt()).order();
    assertEquals(1, again.risks().taken());
    assertEquals(0, happened(again, refusal(2, Earlier.OPEN, Terms.Kind.NOTHING)).risks().taken());
  }

  @Test
  void anAttemptThatIsKnownToHaveDeliveredIsNoRiskAnyMore() {
    var order = happened(secondInDoubt(), new Event.Delivered(2, "r", END));

    assertEquals(1, order.risks().taken());
  }

  @Test
  void theRisksOfTheUsersOtherOrdersCountToo() {
    var event = Samples.begin(NUMBER, "t", Terms.Kind.NOTHING);

    var room = OrderRules.advance(Optional.empty(), event.besides(1), NOW);
    var full = OrderRules.advance(Optional.empty(), event.besides(2), NOW);
    var own = OrderRules.advance(Optional.of(uncertain()), event.besides(1), LATER + 4000);

    assertInstanceOf(Step.Send.class, room);
    assertEquals(OrderState.REFUSED, assertInstanceOf(Step.Stand.class, full).order().state());
    assertEquals("unverified", full.order().answer().reason());
    assertEquals(OrderState.PRESUMED, own.order().state());
  }

  @Test
  void aRefusalAfterADoubtIsPresumedWhereNobodyCanTell() {
    var order = uncertain();
    var second = begin(Optional.of(order), "t-2", Terms.Kind.NOTHING, order.dueAt()).order();

    var refused = happened(second, refusal(2, Earlier.SETTLED, Terms.Kind.NOTHING));

    assertEquals(OrderState.PRESUMED, refused.state());
    assertEquals(1, refused.risks().taken());
  }

  @Test
  void whoeverCanDoNothingPutsADueOrderOffAndLeavesOthersAlone() {
    var order = uncertain();

    var early =
        OrderRules.advance(Optional.of(order), new Event.Later(1_000_000), order.dueAt() - 1);
    var due = OrderRules.advance(Optional.of(order), new Event.Later(1_000_000), order.dueAt());

    assertSame(order, early.order());
    assertEquals(order.state(), due.order().state());
    assertEquals(order.version() + 1, due.order().version());
    assertTrue(due.order().dueAt() > order.dueAt());
  }

  @Test
  void ofManyThatAskAboutADueOrderOneWritesItDown() {
    var order =
        happened(attempting(), new Event.Unclear(1, ModelTerms.of(Terms.Kind.ASK_FIRST), END));

    var asked = begin(Optional.of(order), "t-2", Terms.Kind.ASK_FIRST, order.dueAt());

    assertTrue(assertInstanceOf(Step.Ask.class, asked).order().dueAt() > order.dueAt());
  }

  private static Order secondInDoubt() {
    var order = uncertain();
    var second = begin(Optional.of(order), "t-2", Terms.Kind.NOTHING, order.dueAt()).order();
    return happened(second, new Event.Unclear(2, ModelTerms.of(Terms.Kind.NOTHING), END));
  }

  private static Order attempting() {
    return begin(Optional.empty(), "t-1", Terms.Kind.NOTHING, NOW).order();
  }

  private static Order uncertain() {
    return happened(attempting(), new Event.Unclear(1, ModelTerms.of(Terms.Kind.NOTHING), END));
  }

  private static Order waiting() {
    return happened(
        attempting(),
        new Event.NotDone(1, Attempt.Outcome.NOT_SENT, ModelTerms.of(Terms.Kind.SAME_NUMBER), END));
  }

  private static Event refusal(int attempt, Earlier earlier, Terms.Kind kind) {
    return new Event.Refused(attempt, "not-eligible", earlier, ModelTerms.of(kind), END);
  }

  private static Step begin(Optional<Order> before, String token, Terms.Kind kind, long now) {
    return OrderRules.advance(before, Samples.begin(NUMBER, token, kind), now);
  }

  private static Order happened(Order order, Event event) {
    return OrderRules.advance(Optional.of(order), event, LATER).order();
  }
}
