package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Ticker;
import bestow.testing.Eventually;
import bestow.testing.FakeClock;
import bestow.wire.config.Lane;
import bestow.wire.delivery.OrderState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Waiting for an order's end, and when it stops.
final class OrderLookTest {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final AtomicInteger reads = new AtomicInteger();
  private final MemoryOrderStore records = new MemoryOrderStore();
  private final OrderWatch watch = new OrderWatch(2);
  private final OrderLook look = look(records);

  @Test
  void aStepOfThisProcessWakesWhoeverWaits() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var order = underWay();
      var waiting = waits(threads, order);

      var next = delivered(order);
      var _ = records.write(Optional.of(order), next);
      watch.changed(order.number());

      assertEquals(OrderState.DELIVERED, state(waiting));
    }
  }

  @Test
  void aStepOfAnotherProcessIsSeenByLookingAgain() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var order = underWay();
      var waiting = waits(threads, order);

      var _ = records.write(Optional.of(order), delivered(order));

      assertEquals(OrderState.DELIVERED, state(waiting));
    }
  }

  @Test
  void aProcessThatGoesLetsNobodyWait() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var order = underWay();
      var waiting = waits(threads, order);

      watch.leave();

      assertEquals(OrderState.ATTEMPTING, state(waiting));
      assertEquals(new OrderStore.Read.Is(Optional.of(order)), look.look(order.number(), LONG));
    }
  }

  @Test
  void whereNoPlaceIsFreeTheAnswerComesAtOnceAndPlacesComeBack() throws Exception {
    var order = underWay();
    try (var first = watch.wait(order.number());
        var second = watch.wait(order.number())) {
      assertTrue(first.mayWait() && second.mayWait());

      assertEquals(new OrderStore.Read.Is(Optional.of(order)), look.look(order.number(), LONG));
    }

    try (var again = watch.wait(order.number())) {
      assertTrue(again.mayWait());
    }
  }

  @Test
  void anOrderAtItsEndIsNotWaitedFor() {
    var order = underWay();
    var end = delivered(order);
    var _ = records.write(Optional.of(order), end);

    assertEquals(new OrderStore.Read.Is(Optional.of(end)), look.look(order.number(), LONG));
    assertEquals(1, reads.get());
  }

  private Future<OrderStore.Read> waits(ExecutorService threads, Order order) {
    var waiting = threads.submit(() -> look.look(order.number(), LONG));
    // It takes its place before it looks.
    Eventually.within(LIMIT, () -> reads.get() > 0, "somebody looked");
    return waiting;
  }

  private static OrderState state(Future<OrderStore.Read> waiting) throws Exception {
    return ((OrderStore.Read.Is) waiting.get()).order().orElseThrow().state();
  }

  private Order underWay() {
    var begin = Samples.begin(Samples.number(), "t-1", Terms.Kind.SAME_NUMBER);
    var order = OrderRules.advance(Optional.empty(), begin, 1).order();
    var _ = records.write(Optional.empty(), order);
    return order;
  }

  private static Order delivered(Order order) {
    var event = new Event.Delivered(order.attempt(), "r-1", Attempt.End.NONE);
    return OrderRules.advance(Optional.of(order), event, 2).order();
  }

  private OrderLook look(OrderStore store) {
    var counted =
        new OrderStore() {
          @Override
          public Read read(OrderNumber number) {
            var read = store.read(number);
            reads.incrementAndGet();
            return read;
          }

          @Override
          public Due due(Lane lane, int shard, long now, int most) {
            throw new AssertionError("looks at one order");
          }

          @Override
          public void putOff(Lane lane, OrderNumber number, long dueAt) {
            store.putOff(lane, number, dueAt);
          }

          @Override
          public Dead dead(int shard, Letter after, int most) {
            throw new AssertionError("looks at one order");
          }

          @Override
          public Written write(Optional<Order> expected, Order next) {
            return store.write(expected, next);
          }
        };
    var ticker = Ticker.system();
    var book = new OrderBook(counted, new Settling(ticker, 10), new FakeClock(), ticker, "here");
    return new OrderLook(book, watch, ticker, RandomGenerator.getDefault());
  }
}
