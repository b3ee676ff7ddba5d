package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.delivery.PartOf.Role;
import bestow.testing.FakeClock;
import bestow.testing.FakeTicker;
import bestow.wire.config.Lane;
import bestow.wire.delivery.BundleState;
import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply.Stock;
import io.opentelemetry.api.OpenTelemetry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of the stock of a delivered part whose bundle cannot be read, over a real Redis.
final class BundleStockTest {

  private final OrderNumber number = Samples.number();
  private final Asked asked =
      Samples.asked("sandbox@1").partOf(new PartOf(number.value(), Role.REVOCABLE));
  private final Order delivered = delivered();
  private RedisFixture redis;
  private BundleBook book;

  @BeforeEach
  void start() {
    redis = RedisFixture.start();
    var ticker = new FakeTicker();
    var clock = new FakeClock();
    var settling = new Settling(ticker::nanos, 1);
    var orders = new OrderBook(redis.orders(), settling, clock, ticker::nanos, "here");
    var meters = new Meters(OpenTelemetry.noop().getMeter("test"));
    book = new BundleBook(redis.bundles(), orders, clock, meters);
    var parts = List.of(new Bundle.Part(delivered.number(), Role.REVOCABLE, asked));
    var wanted = new Bundle.Wanted("alice", "spring", "welcome", Lane.FAST, 50_000, parts);
    var given = new Bundle(number, wanted, 4, BundleState.DELIVERED, "", 100, 200, 0);
    var _ = redis.bundles().write(Optional.empty(), given);
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void itStaysHeldWhileTheRecordIsDamaged() {
    assertEquals(Optional.of(Stock.CONFIRM), book.stock(delivered));

    var key = RedisBundleStore.key(number);
    var _ = redis.redis().command("SET", key, redis.redis().command("GET", key) + "x");

    assertEquals(Optional.of(Stock.LATER), book.stock(delivered));
  }

  @Test
  void nobodyKnowsWhileTheStoreIsAway() {
    redis.redis().kill();

    assertEquals(Optional.empty(), book.stock(delivered));
  }

  private Order delivered() {
    var accepted = new Event.Accept(Samples.number(), asked);
    var order = OrderRules.advance(Optional.empty(), accepted, 100).order();
    return new Change(order)
        .state(OrderState.DELIVERED, 200, 0)
        .answer(Order.Answer.receipt("r-1"))
        .order();
  }
}
