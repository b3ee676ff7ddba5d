package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.delivery.OrderBook.Begun;
import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.testing.FakeClock;
import bestow.testing.FakeTicker;
import bestow.wire.delivery.OrderState;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Strikes at each step of a delivery in turn, until one goes through untouched; afterwards another
/// instance, whose clock is an hour ahead, takes the user's further clicks.
final class CrashTest {

  private static final int STEPS_MAX = 50;
  private static final int CLICKS_MAX = 6;

  private final FakeTicker ticker = new FakeTicker();
  private final List<FakeClock> clocks = new ArrayList<>();
  private MemoryOrderStore records = new MemoryOrderStore();

  @ParameterizedTest
  @CsvSource({
    "SAME_NUMBER,CRASH_BEFORE",
    "SAME_NUMBER,CRASH_AFTER",
    "SAME_NUMBER,NOT_DONE",
    "SAME_NUMBER,DONE_UNKNOWN",
    "SAME_NUMBER,NOT_DONE_UNKNOWN",
    "ASK_FIRST,CRASH_BEFORE",
    "ASK_FIRST,CRASH_AFTER",
    "ASK_FIRST,NOT_DONE",
    "ASK_FIRST,DONE_UNKNOWN",
    "ASK_FIRST,NOT_DONE_UNKNOWN"
  })
  void whateverHappensAtAnyStepTheOrderIsDeliveredOnceInTheEnd(Terms.Kind kind, Faults.Kind fault) {
    for (int at = 1; at <= STEPS_MAX; at++) {
      var faults = new Faults(fault, at);
      var number = Samples.number();
      var provider = new FakeProvider(kind);

      // The first instance is struck; where it lives on, the user clicks there once more.
      var first = new Instance("first", kind, faults, provider, Duration.ZERO);
      var _ = first.click(number);
      pass(kind);
      var _ = first.click(number);
      boolean untouched = faults.untouched();
      provider.faults(Faults.none());
      var second = new Instance("second", kind, Faults.none(), provider, Duration.ofHours(1));
      var order = second.clickUntilFinal(number);

      assertEquals(1, provider.deliveries(), "struck at step " + at + ": " + order);
      assertEquals(OrderState.DELIVERED, order.map(Order::state).orElseThrow(), "step " + at);
      if (untouched) {
        assertTrue(at > 3, "a delivery has three steps at least: " + at);
        return;
      }
    }
    throw new AssertionError("still struck after " + STEPS_MAX + " steps");
  }

  @ParameterizedTest
  @CsvSource({"CRASH_BEFORE", "CRASH_AFTER", "NOT_DONE", "DONE_UNKNOWN", "NOT_DONE_UNKNOWN"})
  void aProviderThatCanTellNothingNeverDeliversMoreOftenThanItsCap(Faults.Kind fault) {
    for (int at = 1; at <= STEPS_MAX; at++) {
      var faults = new Faults(fault, at);
      var number = Samples.number();
      var provider = new FakeProvider(Terms.Kind.NOTHING);
      // The user's earlier orders would count against the cap.
      records = new MemoryOrderStore();
      var kind = Terms.Kind.NOTHING;

      var _ = new Instance("first", kind, faults, provider, Duration.ZERO).click(number);
      boolean untouched = faults.untouched();
      provider.faults(Faults.none());
      var second = new Instance("second", kind, Faults.none(), provider, Duration.ofHours(1));
      var order = second.clickUntilFinal(number).orElseThrow();

      assertTrue(provider.deliveries() <= ModelTerms.CAP, "struck at step " + at + ": " + order);
      assertTrue(
          order.state() == OrderState.DELIVERED || order.state() == OrderState.PRESUMED,
          order::toString);
      if (untouched) {
        return;
      }
    }
    throw new AssertionError("still struck after " + STEPS_MAX + " steps");
  }

  private void pass(Terms.Kind kind) {
    var terms = ModelTerms.of(kind);
    var enough = Duration.ofMillis(terms.leaseMillis() + terms.settleMillis() + 1);
    ticker.advance(enough);
    clocks.forEach(clock -> clock.advance(enough));
  }

  /// One process of delivery, with the service's own book and courier.
  private final class Instance {
    private final Terms.Kind kind;
    private final FakeProvider provider;
    private final OrderBook book;
    private final Courier courier;
    private final Tokens tokens;

    Instance(String name, Terms.Kind kind, Faults faults, FakeProvider provider, Duration ahead) {
      this.kind = kind;
      this.provider = provider;
      var clock = new FakeClock();
      clock.advance(ahead);
      clocks.add(clock);
      var settling = new Settling(ticker::nanos, 100);
      provider.faults(faults);
      this.book =
          new OrderBook(new FaultyStore(records, faults), settling, clock, ticker::nanos, name);
      var telemetry = OpenTelemetry.noop();
      this.courier =
          new Courier(
              book,
              settling,
              ticker::nanos,
              new Courier.Sight(
                  telemetry.getTracer("test"), new Meters(telemetry.getMeter("test"))),
              new Courier.Times(
                  Duration.ofMillis(ModelTerms.SEND_WITHIN_MILLIS), Duration.ofSeconds(5)));
      this.tokens = new Tokens(name, clock.millis());
    }

    /// One click, which may end in the death of the instance.
    Optional<Order> click(OrderNumber number) {
      var context =
          CallContext.root(Deadline.in(Duration.ofMinutes(1), ticker::nanos), Criticality.COMMIT);
      try {
        return context.call(() -> deliver(number));
      } catch (Crash _) {
        return Optional.empty();
      }
    }

    Optional<Order> clickUntilFinal(OrderNumber number) {
      Optional<Order> order = Optional.empty();
      for (int i = 0; i < CLICKS_MAX && !order.map(Order::isFinal).orElse(false); i++) {
        order = click(number);
        pass(kind);
      }
      return order;
    }

    private Optional<Order> deliver(OrderNumber number) {
      var begin = Samples.begin(number, tokens.next(), kind);
      long start = ticker.nanos();
      return book.begin(Optional.empty(), begin) instanceof Begun.Ready(var step)
          ? courier.carry(begin, step, start, provider, tokens)
          : Optional.empty();
    }
  }
}
