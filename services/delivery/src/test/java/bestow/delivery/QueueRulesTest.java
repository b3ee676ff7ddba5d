package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.wire.delivery.OrderState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The life of an order for which nobody waits, and of dead letters.
final class QueueRulesTest {

  private static final Terms TERMS = ModelTerms.of(Terms.Kind.SAME_NUMBER);
  private static final Attempt.End END = new Attempt.End("connect", 0);
  private static final OrderNumber NUMBER = Samples.number();
  private static final Asked ASKED = Samples.asked("sandbox@1");
  private static final Event ACCEPT = new Event.Accept(NUMBER, ASKED);
  private static final long NOW = ASKED.promisedBy() - 1_800_000;
  private static final long TOO_LATE = ASKED.promisedBy() + TERMS.schedule().deadMillis() + 1;
  private static final Event RESEND = new Event.Resend("ann", "it is back");
  private static final Event GIVE_UP = new Event.GiveUp("ann", "it is gone");

  @Test
  void anAcceptedOrderIsDueAtOnceAndSentOnce() {
    var order = accepted();

    assertEquals(OrderState.ACCEPTED, order.state());
    assertEquals(NOW, order.dueAt());
    assertInstanceOf(Step.Send.class, begin(order, NOW));
  }

  @Test
  void acceptingAnOrderThatIsKnownChangesNothing() {
    var order = begin(accepted(), NOW).order();

    assertSame(order, happened(order, ACCEPT, NOW + 1));
  }

  @Test
  void anOrderThatWasTriedForLongEnoughIsADeadLetterWithItsReason() {
    var waiting = waiting();
    var doubtful = uncertain();

    assertInstanceOf(Step.Send.class, begin(waiting, TOO_LATE - 1));
    for (var order : List.of(waiting, doubtful)) {
      var dead = assertInstanceOf(Step.Stand.class, begin(order, TOO_LATE)).order();

      assertEquals(order.state(), dead.state());
      assertEquals(order.equals(waiting) ? "not-reached" : "in-doubt", dead.dead());
      assertEquals(0, dead.dueAt());
      assertEquals("dead", dead.notes().getLast().what());
    }
  }

  @Test
  void anOrderThatWasNeverTriedIsTriedHoweverLate() {
    assertInstanceOf(Step.Send.class, begin(accepted(), TOO_LATE));
  }

  @Test
  void anOrderThatNobodyDeliversAnyMoreIsADeadLetterOnceItsPromiseIsOld() {
    var order = accepted();

    var later = happened(order, new Event.Later(1_000), ASKED.promisedBy());
    var dead = happened(later, new Event.Later(1_000), ASKED.promisedBy() + 600_000);

    assertTrue(!later.isDead() && later.dueAt() > ASKED.promisedBy());
    assertEquals("unpublished", dead.dead());
  }

  @Test
  void nothingIsDoneForADeadLetterButProofOfDeliveryStillWins() {
    var dead = begin(uncertain(), TOO_LATE).order();

    assertSame(dead, begin(dead, TOO_LATE + 1).order());
    assertSame(dead, happened(dead, new Event.Later(0), TOO_LATE + 1));
    var delivered = happened(dead, new Event.Delivered(1, "r-1", END), TOO_LATE + 1);

    assertEquals(OrderState.DELIVERED, delivered.state());
    assertTrue(!delivered.isDead());
  }

  @Test
  void aResentLetterIsDueAtOnceUnderItsOwnNumberAndPromisedAnew() {
    for (var order : List.of(waiting(), uncertain())) {
      var resent = happened(begin(order, TOO_LATE).order(), RESEND, TOO_LATE + 5);

      assertTrue(!resent.isDead());
      assertEquals(TOO_LATE + 5, resent.dueAt());
      assertEquals(TOO_LATE + 5 + 1_800_000, resent.asked().promisedBy());
      assertEquals(new Note(TOO_LATE + 5, "resent", "ann", "it is back"), last(resent));
      assertInstanceOf(Step.Send.class, begin(resent, TOO_LATE + 5));
      assertSame(resent, happened(resent, RESEND, TOO_LATE + 6));
    }
  }

  @Test
  void givenUpMeansRefusedOnlyWhereNothingCanHaveLanded() {
    var refused = happened(begin(waiting(), TOO_LATE).order(), GIVE_UP, TOO_LATE + 5);
    var presumed = happened(begin(uncertain(), TOO_LATE).order(), GIVE_UP, TOO_LATE + 5);

    assertEquals(OrderState.REFUSED, refused.state());
    assertEquals("given-up", refused.answer().reason());
    assertEquals(OrderState.PRESUMED, presumed.state());
    assertTrue(!presumed.isDead(), "a person has looked");
    assertEquals(new Note(TOO_LATE + 5, "given-up", "ann", "it is gone"), last(presumed));
  }

  @Test
  void whatIsNoDeadLetterIsNeitherResentNorGivenUp() {
    for (var order : List.of(accepted(), waiting(), uncertain(), begin(accepted(), NOW).order())) {
      assertSame(order, happened(order, RESEND, NOW));
      assertSame(order, happened(order, GIVE_UP, NOW));
    }
  }

  @Test
  void aPresumedOrderIsADeadLetterThatMustNotBeSentAgain() {
    var presumed = ReadTimeoutCap.presumed(new Change(uncertain()).version(9), NOW);

    assertEquals("presumed", presumed.dead());
    assertSame(presumed, happened(presumed, RESEND, NOW + 1));
    var seen = happened(presumed, GIVE_UP, NOW + 1);

    assertEquals(OrderState.PRESUMED, seen.state());
    assertTrue(!seen.isDead());
  }

  @Test
  void pausesDoubleUpToTheLongest() {
    var schedule = new Schedule(1_000, 60_000, 0);

    assertEquals(
        List.of(1_000L, 2_000L, 4_000L, 32_000L, 60_000L, 60_000L),
        List.of(1, 2, 3, 6, 7, 1_000).stream().map(schedule::pauseMillis).toList());
  }

  private static Note last(Order order) {
    return order.notes().getLast();
  }

  private static Order accepted() {
    return OrderRules.advance(Optional.empty(), ACCEPT, NOW).order();
  }

  private static Order waiting() {
    var notSent = new Event.NotDone(1, Attempt.Outcome.NOT_SENT, TERMS, END);
    return happened(begin(accepted(), NOW).order(), notSent, NOW);
  }

  private static Order uncertain() {
    return happened(begin(accepted(), NOW).order(), new Event.Unclear(1, TERMS, END), NOW);
  }

  private static Step begin(Order order, long now) {
    var begin = Samples.begin(NUMBER, "t-1", Terms.Kind.SAME_NUMBER);
    return OrderRules.advance(Optional.of(order), begin, now);
  }

  private static Order happened(Order order, Event event, long now) {
    return OrderRules.advance(Optional.of(order), event, now).order();
  }
}
