package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import bestow.wire.delivery.OrderState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The life of an order for which nobody waits.
final class QueueRulesTest {

  private static final long NOW = 1_000_000;
  private static final OrderNumber NUMBER = Samples.number();
  private static final Event ACCEPT = new Event.Accept(NUMBER, Samples.asked("sandbox@1"));

  @Test
  void anAcceptedOrderIsDueAtOnceAndSentOnce() {
    var order = OrderRules.advance(Optional.empty(), ACCEPT, NOW).order();

    assertEquals(OrderState.ACCEPTED, order.state());
    assertEquals(NOW, order.dueAt());
    assertInstanceOf(Step.Send.class, begin(order));
  }

  @Test
  void acceptingAnOrderThatIsKnownChangesNothing() {
    var order = begin(OrderRules.advance(Optional.empty(), ACCEPT, NOW).order()).order();

    assertSame(order, OrderRules.advance(Optional.of(order), ACCEPT, NOW + 1).order());
  }

  private static Step begin(Order order) {
    var begin = Samples.begin(NUMBER, "t-1", Terms.Kind.SAME_NUMBER);
    return OrderRules.advance(Optional.of(order), begin, NOW);
  }
}
