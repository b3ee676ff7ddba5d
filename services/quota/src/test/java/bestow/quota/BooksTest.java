package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.quota.StoreFailure.Effect;
import bestow.wire.config.Period;
import bestow.wire.quota.OrdersReply;
import bestow.wire.quota.SettleRequest.End;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What can be looked up, over a store in memory.
final class BooksTest {
  private final FlakyStore store = new FlakyStore(Stores.memory());
  private final House house = House.over(store, store);

  @Test
  void ordersOfAllGiftsComeNewestFirst() {
    var one = Claims.fresh().stock(1, 10, 4).perUser(5, Period.DAY);
    var two = Claims.fresh().perUser(5, Period.CAMPAIGN);
    for (int i = 0; i < 6; i++) {
      house.settle(End.CONFIRM, house.order(i % 2 == 0 ? one : two));
      house.clock().advance(Duration.ofHours(10));
    }

    var orders = orders(one, two);

    assertEquals(6, orders.size());
    assertEquals(
        orders.stream()
            .sorted(Comparator.comparingLong(OrdersReply.Held::heldAt).reversed())
            .toList(),
        orders);
    assertEquals(List.of(two.gift().gift(), one.gift().gift()), gifts(orders).subList(0, 2));
  }

  @Test
  void noMoreThanAThousandOrdersCome() {
    var claims = Claims.fresh().stock(1, 2_000, 1).perUser(1_000, Period.DAY);
    for (int day = 0; day < 2; day++) {
      for (int i = 0; i < 600; i++) {
        house.settle(End.CONFIRM, house.order(claims));
        house.clock().advance(Duration.ofMillis(1));
      }
      house.clock().advance(Duration.ofDays(1));
    }

    var orders = orders(claims);

    assertEquals(1_000, orders.size());
    assertTrue(orders.getFirst().heldAt() > orders.getLast().heldAt());
  }

  @Test
  void aLookWhoseOutcomeIsUnknownIsRefused() {
    var claims = Claims.fresh();
    house.order(claims);

    store.failAfter(0, Effect.UNKNOWN);
    assertInstanceOf(Told.Refused.class, house.books().stock(new Books.Spread(claims.gift(), 1)));
    store.failAfter(0, Effect.BROKEN);
    assertInstanceOf(
        Told.Broken.class,
        house.books().orders(new UserId("alice"), List.of(new Books.Spread(claims.gift(), 1))));
  }

  private List<OrdersReply.Held> orders(Claims... claims) {
    var spreads =
        List.of(claims).stream()
            .map(each -> new Books.Spread(each.gift(), each.limits().buckets()))
            .toList();
    return switch (house.books().orders(new UserId("alice"), spreads)) {
      case Told.Answer<OrdersReply>(OrdersReply reply) -> reply.orders();
      case Told<OrdersReply> other -> throw new AssertionError("no answer: " + other);
    };
  }

  private static List<String> gifts(List<OrdersReply.Held> orders) {
    return orders.stream().map(OrdersReply.Held::gift).toList();
  }
}
