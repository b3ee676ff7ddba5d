package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.wire.delivery.OrderState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How the rules take an order back.
final class RevokingTest {

  private static final Terms TERMS = ModelTerms.of(Terms.Kind.SAME_NUMBER);
  private static final Attempt.End END = new Attempt.End("read", 0);
  private static final Event.Revoke WISH = new Event.Revoke("ann", "paid back");

  @Test
  void anOrderIsAskedBackOnceItIsWrittenThatItIsWanted() {
    var revoking = advance(delivered(), WISH, 500);

    assertEquals(OrderState.REVOKING, revoking.state());
    assertEquals(500, revoking.dueAt());
    assertEquals("r-1", revoking.answer().receipt());
    var step = assertInstanceOf(Step.Revoke.class, begin(revoking, 500));
    assertTrue(step.order().dueAt() >= 1_250, () -> "due again at " + step.order().dueAt());
    assertInstanceOf(Step.Stand.class, begin(step.order(), 501), "it is another's turn");
    var revoked = advance(step.order(), new Event.Revoked(), 600);
    assertEquals(OrderState.REVOKED, revoked.state());
    assertEquals(0, revoked.dueAt());
    assertEquals(revoked, advance(revoked, new Event.Delivered(1, "r-2", END), 700));
    assertEquals(revoked, advance(revoked, WISH, 700));
  }

  @Test
  void onlyWhatWasDeliveredIsAskedBack() {
    var accepted = advance(Optional.empty(), accept(), 1);

    assertEquals(accepted, advance(accepted, WISH, 2));
    assertEquals(accepted, advance(accepted, new Event.Revoked(), 2));
    assertEquals(delivered(), advance(delivered(), new Event.Revoked(), 2));
    assertEquals(delivered(), advance(delivered(), new Event.RevokeRefused("used"), 2));
  }

  @Test
  void anAttemptThatMayStillLandIsWaitedFor() {
    var attempting = begin(advance(Optional.empty(), accept(), 1), 1).order();
    var uncertain = advance(attempting, new Event.Unclear(1, TERMS, END), 2);
    var again = begin(uncertain, 10_000).order();
    var twice = advance(again, new Event.Delivered(2, "r-1", END), 10_001);
    assertEquals(0, twice.doubt());

    assertEquals(1, advance(twice, WISH, 10_002).doubt());
    assertEquals(0, advance(delivered(), WISH, 10_002).doubt());
    assertEquals(0, advance(advance(twice, WISH, 3), new Event.Revoked(), 4).doubt());
  }

  @Test
  void anotherEndpointIsNotAsked() {
    var revoking = advance(delivered(), WISH, 500);
    var elsewhere =
        new Event.Begin(
            revoking.number(), Samples.asked("sandbox@2"), "t-9", Event.Holder.UNKNOWN, TERMS);

    var step = OrderRules.advance(Optional.of(revoking), elsewhere, 500);

    assertInstanceOf(Step.Stand.class, step);
    assertTrue(step.order().dueAt() > 500);
  }

  @Test
  void aPersonDecidesWhatItsProviderDoesNotTakeBack() {
    var revoking = advance(delivered(), WISH, 500);
    var refused = advance(revoking, new Event.RevokeRefused(Revoking.REFUSED), 600);
    var late = begin(revoking, 501 + TERMS.schedule().deadMillis()).order();

    assertEquals(Revoking.REFUSED, refused.dead());
    assertEquals(DeadLetters.NOT_REVOKED, late.dead());
    assertEquals(OrderState.REVOKING, late.state());
    var resent = advance(refused, new Event.Resend("ann", "they agreed"), 700);
    assertInstanceOf(Step.Revoke.class, begin(resent, 700));
    var kept = advance(refused, new Event.GiveUp("ann", "it is used"), 700);
    assertEquals(OrderState.PRESUMED, kept.state());
    assertEquals("r-1", kept.answer().receipt());
    assertEquals(0, kept.dueAt());
  }

  private static Order delivered() {
    var attempting = begin(advance(Optional.empty(), accept(), 1), 1).order();
    return advance(attempting, new Event.Delivered(1, "r-1", END), 2);
  }

  private static Event accept() {
    return new Event.Accept(World.NUMBER, Samples.asked("sandbox@1"));
  }

  private static Step begin(Order order, long now) {
    var begin = Samples.begin(order.number(), "t-" + order.version(), Terms.Kind.SAME_NUMBER);
    return OrderRules.advance(Optional.of(order), begin, now);
  }

  private static Order advance(Order order, Event event, long now) {
    return advance(Optional.of(order), event, now);
  }

  private static Order advance(Optional<Order> order, Event event, long now) {
    return OrderRules.advance(order, event, now).order();
  }
}
