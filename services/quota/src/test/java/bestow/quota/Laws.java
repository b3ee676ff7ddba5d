package bestow.quota;

import bestow.wire.quota.HoldState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What must hold of a store at any time, read from the store itself: L2 for each bucket and over
/// all of them, for the stock and for each day, and L6.
final class Laws {
  private final Stores stores;
  private final List<UserId> users;
  private final Set<OrderNumber> numbers = new HashSet<>();

  Laws(Stores stores, List<UserId> users) {
    this.stores = stores;
    this.users = users;
  }

  /// Checks a gift.
  ///
  /// @param perUser the most a user may have in a period
  /// @param days whose share of the gift may have been touched
  void check(GiftId gift, int buckets, int perUser, Set<String> days) throws StoreFailure {
    var orders = new ArrayList<OrderRecord>();
    for (var user : users) {
      var own = stores.quota().orders(gift, user, Layout.bucket(gift, user, buckets), 10_000);
      checkUser(own, perUser);
      orders.addAll(own);
    }
    checkPool(PoolId.stock(gift), buckets, orders);
    for (var day : days) {
      checkPool(
          new PoolId(gift, day),
          buckets,
          orders.stream().filter(order -> order.date().equals(day)).toList());
    }
  }

  /// All units of a pool that nobody holds, wherever they are.
  long loose(PoolId pool) throws StoreFailure {
    var found = stores.pools().reservoir(pool);
    if (found.isEmpty()) {
      return 0;
    }
    var reservoir = found.get();
    long loose = reservoir.free();
    for (int b = 0; b < reservoir.buckets(); b++) {
      var bucket = stores.pools().bucket(pool, b);
      loose += bucket.free() + underWay(bucket, reservoir.dealings().get(b));
    }
    return loose;
  }

  private void checkUser(List<OrderRecord> orders, int perUser) {
    require(
        orders.stream().filter(order -> order.state() == HoldState.HELD).count() <= 1,
        "a user has two open orders of a gift");
    Map<String, Integer> counts = new HashMap<>();
    for (var order : orders) {
      numbers.add(order.number());
      if (order.state() != HoldState.RELEASED) {
        int count = counts.merge(order.label(), 1, Integer::sum);
        require(
            count <= perUser, "L6: more than so many in a period:", count, perUser, order.label());
      }
    }
  }

  private void checkPool(PoolId pool, int buckets, List<OrderRecord> orders) throws StoreFailure {
    var found = stores.pools().reservoir(pool);
    if (found.isEmpty()) {
      require(orders.isEmpty(), "orders without a reservoir:", pool);
      return;
    }
    var reservoir = found.get();
    long leased = 0;
    for (int b = 0; b < buckets; b++) {
      var bucket = stores.pools().bucket(pool, b);
      checkBucket(pool, b, bucket, orders);
      leased += bucket.leased() + underWay(bucket, reservoir.dealings().get(b));
    }
    require(
        reservoir.free() >= 0 && reservoir.free() + reservoir.leased() == reservoir.configured(),
        "L2:",
        pool,
        reservoir);
    require(
        leased == reservoir.leased(), "L2: pool, in buckets, reservoir:", pool, leased, reservoir);
    require(
        reservoir.configured() == reservoir.asked()
            || (reservoir.configured() > reservoir.asked() && reservoir.free() == 0),
        "keeps what nobody asked for:",
        pool,
        reservoir);
  }

  private static void checkBucket(PoolId pool, int b, Bucket bucket, List<OrderRecord> orders) {
    require(
        bucket.free() >= 0
            && bucket.held() >= 0
            && bucket.confirmed() >= 0
            && bucket.free() + bucket.held() + bucket.confirmed() == bucket.leased(),
        "L2:",
        pool,
        b,
        bucket);
    require(
        bucket.held() == count(orders, b, HoldState.HELD), "L2: as many are not held:", pool, b);
    require(
        bucket.confirmed() == count(orders, b, HoldState.CONFIRMED),
        "L2: as many are not confirmed:",
        pool,
        b);
  }

  private static long count(List<OrderRecord> orders, int bucket, HoldState state) {
    return orders.stream()
        .filter(order -> order.bucket() == bucket && order.state() == state)
        .count();
  }

  /// Units that left one side and have not reached the other.
  private static long underWay(Bucket bucket, Reservoir.Dealings dealings) {
    long there = dealings.lease() > bucket.leases() ? dealings.amount() : 0;
    long back = dealings.back() < bucket.returns() ? bucket.returning() : 0;
    return there + back;
  }

  static void require(boolean holds, String what, Object... details) {
    if (!holds) {
      throw new AssertionError(what + " " + Arrays.asList(details));
    }
  }
}
