package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import bestow.delivery.Event.Earlier;
import bestow.wire.delivery.OrderState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OrderRulesTest {

  private static final OrderNumber NUMBER = Samples.number();
  private static final Attempt.End END = new Attempt.End("read", 0);
  private static final long NOW = 1000;
  private static final long LATER = NOW + ModelTerms.of(Terms.Kind.NOTHING).leaseMillis();

  @Test
  void aNewOrderIsSentAtOnce() {
    var step = begin(Optional.empty(), "t", Terms.Kind.NOTHING, NOW);

    var order = assertInstanceOf(Step.Send.class, step).order();
    assertEquals(OrderState.ATTEMPTING, order.state());
    assertEquals(1, order.attempt());
    assertEquals(1, order.version());
    assertEquals(LATER, order.dueAt());
    assertEquals(Attempt.Outcome.OPEN, order.attempts().getFirst().outcome());
  }

  @Test
  void theSameTokenGetsTheSameAnswerAgain() {
    var order = attempting();

    var step = begin(Optional.of(order), "t-1", Terms.Kind.NOTHING, NOW + 1);

    assertSame(order, assertInstanceOf(Step.Send.class, step).order());
  }

  @ParameterizedTest
  @EnumSource(Terms.Kind.class)
  void anAttemptUnderWayIsLeftAloneWhileItsLeaseLasts(Terms.Kind kind) {
    var order = attempting();

    var step = begin(Optional.of(order), "t-2", kind, LATER - 1);

    assertSame(order, assertInstanceOf(Step.Stand.class, step).order());
  }

  @Test
  void aHolderThatIsKnownToBeGoneIsNotWaitedForWhateverTheClockSays() {
    var event = Samples.begin(NUMBER, "t-2", Terms.Kind.SAME_NUMBER).held(Event.Holder.GONE);

    var step = OrderRules.advance(Optional.of(attempting()), event, NOW - 100_000);

    assertEquals(2, assertInstanceOf(Step.Send.class, step).order().attempt());
  }

  @ParameterizedTest
  @EnumSource(
      value = Terms.Kind.class,
      names = {"SAME_NUMBER", "LIMIT_AT_SOURCE"})
  void anExpiredAttemptIsSentAgainWhereThatIsSafe(Terms.Kind kind) {
    var step = begin(Optional.of(attempting()), "t-2", kind, LATER);

    var order = assertInstanceOf(Step.Send.class, step).order();
    assertEquals(2, order.attempt());
    assertEquals(1, order.doubt());
    assertEquals(2, order.version());
  }

  @Test
  void anExpiredAttemptIsAskedAboutWhereTheProviderCanTell() {
    var step = begin(Optional.of(attempting()), "t-2", Terms.Kind.ASK_FIRST, LATER);

    var order = assertInstanceOf(Step.Ask.class, step).order();
    assertEquals(OrderState.UNCERTAIN, order.state());
    assertEquals(1, order.doubt());
  }

  @Test
  void anExpiredAttemptStaysInDoubtWhereNothingCanBeDone() {
    var step = begin(Optional.of(attempting()), "t-2", Terms.Kind.NOTHING, LATER);

    assertEquals(OrderState.UNCERTAIN, assertInstanceOf(Step.Stand.class, step).order().state());
  }

  @Test
  void anOrderInDoubtNeverGoesToAnotherProvider() {
    var event =
        new Event.Begin(
            NUMBER,
            Samples.asked("sandbox@2"),
            "t-2",
            Event.Holder.UNKNOWN,
            ModelTerms.of(Terms.Kind.SAME_NUMBER));

    var step = OrderRules.advance(Optional.of(uncertain()), event, LATER);

    assertInstanceOf(Step.Stand.class, step);
  }

  @Test
  void anOrderOfWhichNothingCanHaveLandedMayGoToAnotherProvider() {
    var event =
        new Event.Begin(
            NUMBER,
            Samples.asked("sandbox@2"),
            "t-2",
            Event.Holder.UNKNOWN,
            ModelTerms.of(Terms.Kind.NOTHING));

    var step = OrderRules.advance(Optional.of(waiting()), event, waiting().dueAt());

    assertEquals("sandbox@2", assertInstanceOf(Step.Send.class, step).order().asked().target());
  }

  @Test
  void nothingDoneMeansWaitingForTheNextAttempt() {
    var order = waiting();

    assertEquals(OrderState.WAITING, order.state());
    assertEquals(Attempt.Outcome.NOT_SENT, order.attempts().getFirst().outcome());
    var next = begin(Optional.of(order), "t-2", Terms.Kind.NOTHING, order.dueAt());
    assertEquals(2, next.order().attempt());
  }

  @Test
  void nothingDoneByALaterAttemptLeavesTheDoubtOfAnEarlierOne() {
    var second = begin(Optional.of(uncertain()), "t-2", Terms.Kind.SAME_NUMBER, NOW).order();

    var order =
        happened(
            second,
            new Event.NotDone(
                2, Attempt.Outcome.RETRY_LATER, ModelTerms.of(Terms.Kind.SAME_NUMBER), END));

    assertEquals(OrderState.UNCERTAIN, order.state());
    assertEquals(1, order.doubt());
  }

  @Test
  void aRefusalOfTheFirstAttemptIsFinal() {
    var order = happened(attempting(), refusal(1, Earlier.OPEN, Terms.Kind.NOTHING));

    assertEquals(OrderState.REFUSED, order.state());
    assertEquals("not-eligible", order.answer().reason());
    assertEquals(0, order.dueAt());
  }

  @Test
  void aRefusalWhileAnEarlierAttemptMayLandIsADoubt() {
    var second = begin(Optional.of(uncertain()), "t-2", Terms.Kind.SAME_NUMBER, NOW).order();

    var order = happened(second, refusal(2, Earlier.OPEN, Terms.Kind.SAME_NUMBER));

    assertEquals(OrderState.UNCERTAIN, order.state());
    assertEquals(1, order.doubt());
  }

  @Test
  void aRefusalIsFinalOnceEarlierAttemptsAreSettledAndTheNumberIsHonoured() {
    var second = begin(Optional.of(uncertain()), "t-2", Terms.Kind.SAME_NUMBER, NOW).order();

    var honoured = happened(second, refusal(2, Earlier.SETTLED, Terms.Kind.SAME_NUMBER));
    var limited = happened(second, refusal(2, Earlier.SETTLED, Terms.Kind.LIMIT_AT_SOURCE));

    assertEquals(OrderState.REFUSED, honoured.state());
    // The refusal may be the limit's, because the first attempt landed.
    assertEquals(OrderState.PRESUMED, limited.state());
  }

  @Test
  void theOutcomeOfAnOlderAttemptChangesNothing() {
    var second = begin(Optional.of(uncertain()), "t-2", Terms.Kind.SAME_NUMBER, NOW).order();

    for (var event :
        List.of(
            refusal(1, Earlier.SETTLED, Terms.Kind.SAME_NUMBER),
            new Event.NotDone(
                1, Attempt.Outcome.NOT_SENT, ModelTerms.of(Terms.Kind.SAME_NUMBER), END),
            new Event.Unclear(1, ModelTerms.of(Terms.Kind.SAME_NUMBER), END))) {
      assertSame(second, happened(second, event));
    }
  }

  @Test
  void proofOfDeliveryWinsOverEverythingThatIsNotFinal() {
    for (var state :
        List.of(
            OrderState.ACCEPTED,
            OrderState.ATTEMPTING,
            OrderState.WAITING,
            OrderState.UNCERTAIN,
            OrderState.PRESUMED)) {
      var before = new Change(attempting()).state(state, NOW, 0).order();

      var order = happened(before, new Event.Delivered(1, "r-1", END));

      assertEquals(OrderState.DELIVERED, order.state(), state::word);
      assertEquals("r-1", order.answer().receipt());
      assertEquals(0, order.doubt());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = OrderState.class,
      names = {"DELIVERED", "REFUSED", "VOID", "REVOKED"})
  void aFinalAnswerNeverChanges(OrderState state) {
    var order = new Change(attempting()).state(state, NOW, 0).order();
    var terms = ModelTerms.of(Terms.Kind.SAME_NUMBER);

    for (var event :
        List.of(
            Samples.begin(NUMBER, "t-9", Terms.Kind.SAME_NUMBER),
            new Event.Delivered(1, "other", END),
            refusal(1, Earlier.SETTLED, Terms.Kind.SAME_NUMBER),
            new Event.NotDone(
                1, Attempt.Outcome.NOT_SENT, ModelTerms.of(Terms.Kind.SAME_NUMBER), END),
            new Event.Unclear(1, terms, END),
            new Event.NeverHeard(1, Earlier.SETTLED),
            new Event.Later(1_000_000),
            new Event.Forbid(NUMBER, Samples.asked("sandbox@1")))) {
      assertSame(order, OrderRules.advance(Optional.of(order), event, LATER).order());
    }
  }

  @Test
  void neverHeardIsBelievedOnlyOnceSettled() {
    var order = uncertain();

    assertSame(order, happened(order, new Event.NeverHeard(1, Earlier.OPEN)));
    var believed = happened(order, new Event.NeverHeard(1, Earlier.SETTLED));

    assertEquals(OrderState.WAITING, believed.state());
    assertEquals(0, believed.doubt());
  }

  @Test
  void neverHeardOfAnOlderAttemptIsNotBelieved() {
    var second = begin(Optional.of(uncertain()), "t-2", Terms.Kind.SAME_NUMBER, NOW).order();
    var order = happened(second, new Event.Unclear(2, ModelTerms.of(Terms.Kind.SAME_NUMBER), END));

    assertSame(order, happened(order, new Event.NeverHeard(1, Earlier.SETTLED)));
  }

  @Test
  void aVoidOrderCanNeverBeDelivered() {
    var forbid = new Event.Forbid(NUMBER, Samples.asked("sandbox@1"));

    var fresh = OrderRules.advance(Optional.empty(), forbid, NOW).order();

    assertEquals(OrderState.VOID, fresh.state());
    assertInstanceOf(
        Step.Stand.class, begin(Optional.of(fresh), "t-9", Terms.Kind.SAME_NUMBER, LATER));
  }

  @Test
  void anOrderThatIsKnownIsNotMadeVoid() {
    for (var order : List.of(waiting(), attempting(), uncertain())) {
      assertSame(order, happened(order, new Event.Forbid(NUMBER, Samples.asked("sandbox@1"))));
    }
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
