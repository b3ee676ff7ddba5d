package bestow.quota;

import bestow.wire.quota.HeldReply;
import bestow.wire.quota.OrdersReply;
import bestow.wire.quota.StockReply;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// What can be looked up: a user's orders, and how the stock stands. Changes nothing. Safe for use
/// by many threads.
final class Books {
  private static final int ORDERS_MAX = 1_000;

  /// Of one gift among many: still more than a user has of it.
  private static final int ORDERS_OF_A_GIFT_MIN = 100;

  private final QuotaStore store;
  private final PoolStore pools;
  private final Together together;

  Books(Means means) {
    store = means.store();
    pools = means.pools();
    together = means.together();
  }

  /// A gift and over how many buckets its stock is spread.
  record Spread(GiftId gift, int buckets) {}

  /// One order.
  Told<HeldReply> order(OrderNumber number) {
    try {
      return new Told.Answer<>(
          store
              .order(number)
              .<HeldReply>map(
                  order ->
                      new HeldReply.Found(
                          order.user().value(),
                          order.gift().campaign(),
                          order.gift().gift(),
                          order.state(),
                          order.heldAt()))
              .orElseGet(HeldReply.Unknown::new));
    } catch (StoreFailure e) {
      return failed(e);
    }
  }

  /// A user's orders, newest first.
  ///
  /// @param gifts all of one campaign
  Told<OrdersReply> orders(UserId user, List<Spread> gifts) {
    int most = Math.max(ORDERS_OF_A_GIFT_MIN, ORDERS_MAX / gifts.size());
    try {
      var found =
          together.map(
              gifts,
              spread ->
                  store.orders(
                      spread.gift(),
                      user,
                      Layout.bucket(spread.gift(), user, spread.buckets()),
                      most));
      var newest =
          found.stream()
              .flatMap(List::stream)
              .sorted(Comparator.comparingLong(OrderRecord::heldAt).reversed())
              .limit(ORDERS_MAX)
              .map(Books::held)
              .toList();
      return new Told.Answer<>(new OrdersReply(newest));
    } catch (StoreFailure e) {
      return failed(e);
    }
  }

  /// How the stock of a gift stands. Claims go on while its parts are read one after another, so
  /// that the sums are exact only when it is quiet.
  Told<StockReply> stock(Spread spread) {
    var pool = PoolId.stock(spread.gift());
    try {
      var found = pools.reservoir(pool);
      if (found.isEmpty()) {
        return new Told.Absent<>("nobody has claimed " + spread.gift().name() + " yet");
      }
      var reservoir = found.get();
      if (reservoir.buckets() != spread.buckets()) {
        return new Told.Invalid<>(
            "buckets of a gift never changes: it is %d, was %d"
                .formatted(reservoir.buckets(), spread.buckets()));
      }
      var buckets =
          together.map(
              IntStream.range(0, spread.buckets()).boxed().toList(), b -> pools.bucket(pool, b));
      return new Told.Answer<>(
          new StockReply(
              reservoir.configured(),
              reservoir.free(),
              buckets.stream().map(Books::shown).toList()));
    } catch (StoreFailure e) {
      return failed(e);
    }
  }

  private static OrdersReply.Held held(OrderRecord order) {
    return new OrdersReply.Held(
        order.number().value(), order.gift().gift(), order.state(), order.heldAt());
  }

  private static StockReply.Bucket shown(Bucket bucket) {
    return new StockReply.Bucket(bucket.leased(), bucket.free(), bucket.held(), bucket.confirmed());
  }

  /// A look changes nothing, whatever came of it.
  private static <T> Told<T> failed(StoreFailure failure) {
    return failure.effect() == StoreFailure.Effect.BROKEN
        ? new Told.Broken<>(failure.why())
        : new Told.Refused<>(failure.why());
  }
}
