package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The links between an order and the one that makes it good.
final class MakingGoodTest {

  @Test
  void anOrderIsLinkedOnce() {
    var first = new Event.MadeGood(Samples.number(), "ann", "why");
    var second = new Event.MadeGood(Samples.number(), "bob", "why");
    var order = accepted(Samples.number());

    var once = OrderRules.advance(Optional.of(order), first, 5).order();

    assertEquals(Optional.of(first.order()), MakingGood.by(once));
    assertEquals(once, OrderRules.advance(Optional.of(once), second, 6).order());
  }

  @Test
  void notesThatLeadToAnotherOrderAreNeverForgotten() {
    var order = accepted(Samples.number());
    var link = new Note(1, "made-good", "ann", "why", Samples.number().value());
    order = new Change(order).note(link).order();
    for (int i = 2; i < 20; i++) {
      order = new Change(order).note(new Note(i, "resent", "ann", "why")).order();
    }

    assertEquals(Order.NOTES_MAX, order.notes().size());
    assertEquals(link, order.notes().getFirst());
    assertEquals(19, order.notes().getLast().at());
  }

  private static Order accepted(OrderNumber number) {
    var event = new Event.Accept(number, Samples.asked("sandbox@1"));
    return OrderRules.advance(Optional.empty(), event, 1).order();
  }
}
