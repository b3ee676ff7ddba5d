package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.quota.PoolStore.Provision;
import bestow.quota.PoolStore.Share;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import bestow.testing.Seeded;
import bestow.wire.config.Period;
import bestow.wire.quota.SettleRequest.End;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// The scripts against the pure model of them: the same answers to the same random history, each
/// step of which is repeated at random, on as many histories as `-Dquota.histories=` asks for.
final class ScriptsModelTest {
  private static final int HISTORIES = Integer.getInteger("quota.histories", 200);
  private static final int STEPS = 25;
  private static final long DAY_MILLIS = 86_400_000;

  /// 2100-01-01.
  private static final long FAR_MILLIS = 4_102_444_800_000L;

  @Test
  void theScriptsAnswerAsTheirModelDoesHoweverOftenEachIsRun() {
    try (var redis = RedisProcess.start(RedisOptions.DEFAULT);
        var stores = Stores.on(redis)) {
      Seeded.check(HISTORIES, random -> new Both(random, Stores.memory(), stores).live());
    }
  }

  /// What a step does to one store.
  private interface Step<T> {
    T take(Stores stores) throws StoreFailure;
  }

  /// Both stores, which are asked the same.
  private static final class Both {
    private final RandomGenerator random;
    private final Stores model;
    private final Stores real;
    private final Claims claims;
    private final int buckets;
    private final List<OrderNumber> orders = new ArrayList<>();
    private int revision;

    Both(RandomGenerator random, Stores model, Stores real) {
      this.random = random;
      this.model = model;
      this.real = real;
      this.buckets = random.nextInt(1, 4);
      var daily = random.nextBoolean() ? null : Long.valueOf(3);
      var offered =
          Claims.fresh().stock(1, 5, daily, buckets).perUser(random.nextInt(1, 4), Period.DAY);
      this.claims = random.nextBoolean() ? offered : offered.ending(FAR_MILLIS);
    }

    void live() {
      for (int i = 0; i < STEPS; i++) {
        switch (random.nextInt(11)) {
          case 0 -> provision();
          case 1 -> lease();
          case 2 -> giveBack();
          case 3, 4 -> settle();
          case 5 -> due();
          case 6 -> promise();
          default -> hold();
        }
        look();
      }
    }

    private void provision() {
      revision += random.nextInt(2);
      var provision = new Provision(revision + 1, random.nextLong(1, 12), buckets, life());
      pools().forEach(pool -> same(stores -> stores.pools().provision(pool, provision)));
    }

    /// One that is over in some years of any clock, so that nothing goes while it is looked at.
    private Life life() {
      long end = random.nextInt(4) * DAY_MILLIS;
      return end == 0 ? Life.FOR_EVER : new Life(FAR_MILLIS + end, FAR_MILLIS + end + DAY_MILLIS);
    }

    private void lease() {
      int bucket = random.nextInt(buckets);
      for (var pool : pools()) {
        var reservoir = same(stores -> stores.pools().reservoir(pool));
        var there = same(stores -> stores.pools().bucket(pool, bucket));
        if (reservoir.isPresent()) {
          long number = there.leases() + 1;
          var lease = same(stores -> stores.pools().lease(pool, bucket, number, 2));
          if (lease instanceof Lease.Leased(long amount, long _) && random.nextInt(4) > 0) {
            same(
                stores -> {
                  stores.pools().grant(pool, bucket, number, amount);
                  return number;
                });
          }
        }
      }
    }

    private void giveBack() {
      int bucket = random.nextInt(buckets);
      Share share = random.nextBoolean() ? new Share.Half() : new Share.Most(random.nextLong(1, 4));
      for (var pool : pools()) {
        var reservoir = same(stores -> stores.pools().reservoir(pool));
        if (reservoir.isPresent()) {
          var seen = reservoir.get().dealings().get(bucket);
          var back = same(stores -> stores.pools().giveBack(pool, bucket, seen, share));
          if (back.amount() > 0 && random.nextInt(4) > 0) {
            same(stores -> stores.pools().takeBack(pool, bucket, back));
          }
        }
      }
    }

    private void hold() {
      var day = "2026-11-2" + random.nextInt(2);
      var taking = claimed().taking(day, day);
      var lacks = same(stores -> stores.quota().lacks(taking));
      // Run again it gives the order again, as one that was there.
      var first = once(stores -> stores.quota().hold(taking));
      // A paid order may be held once its first one was released, and so may any that is told of;
      // whether it would is not told.
      boolean mayBe = taking.claim().key().paid() || taking.claim().insteadOf().isPresent();
      if (!lacks.isEmpty() || !mayBe) {
        assertEquals(first instanceof Holding.Empty(var empty) ? empty : List.of(), lacks);
      }
      if (first instanceof Holding.Held(OrderNumber order, long _)) {
        orders.add(order);
        assertEquals(new Holding.Repeated(order), same(stores -> stores.quota().hold(taking)));
      } else {
        assertEquals(first, same(stores -> stores.quota().hold(taking)));
      }
    }

    /// Sometimes by one who was told of an order, this key's or another's, that it is void.
    private Claims claimed() {
      var claimed = claims.by("user-" + random.nextInt(4)).keyed(key());
      return orders.isEmpty() || claimed.key().isEmpty() || random.nextInt(4) > 0
          ? claimed
          : claimed.insteadOf(orders.get(random.nextInt(orders.size())));
    }

    private String key() {
      return switch (random.nextInt(4)) {
        case 0 -> "key-" + random.nextInt(3);
        case 1 -> "paid:" + random.nextInt(3);
        default -> "";
      };
    }

    private void settle() {
      if (!orders.isEmpty()) {
        var order = orders.get(random.nextInt(orders.size()));
        var end = random.nextBoolean() ? End.CONFIRM : End.RELEASE;
        var first = once(stores -> stores.quota().settle(order, end));
        var again = same(stores -> stores.quota().settle(order, end));
        assertEquals(first instanceof Settling.Settled ? new Settling.Repeated() : first, again);
      }
    }

    private void due() {
      if (!orders.isEmpty()) {
        var order = orders.get(random.nextInt(orders.size()));
        long later = 1_800_000_000_000L + random.nextLong(100_000);
        same(
            stores -> {
              stores.quota().postpone(order, later);
              return later;
            });
      }
    }

    private void promise() {
      if (!orders.isEmpty()) {
        var order = orders.get(random.nextInt(orders.size()));
        long by = random.nextLong(1, 100_000);
        same(stores -> stores.quota().promise(order, by));
      }
    }

    private void look() {
      for (var pool : pools()) {
        same(stores -> stores.pools().reservoir(pool));
        for (int b = 0; b < buckets; b++) {
          int bucket = b;
          same(stores -> stores.pools().bucket(pool, bucket));
        }
      }
      for (var order : orders) {
        same(stores -> stores.quota().order(order));
        // Looking changes something: what is due can no longer be promised.
        if (random.nextInt(20) == 0) {
          same(stores -> mine(stores.quota().due(order.shard(), 1_800_000_050_000L, 10_000)));
        }
      }
    }

    /// What is due of this history's: others in the same store have their own.
    private List<OrderRecord> mine(Due due) {
      return due.orders().stream().filter(one -> one.gift().equals(claims.gift())).toList();
    }

    private List<PoolId> pools() {
      var pools = new ArrayList<>(List.of(PoolId.stock(claims.gift())));
      if (claims.limits().daily() != null) {
        pools.add(new PoolId(claims.gift(), "2026-11-20"));
        pools.add(new PoolId(claims.gift(), "2026-11-21"));
      }
      return pools;
    }

    private <T> T once(Step<T> step) {
      T expected = taken(step, model);
      assertEquals(expected, taken(step, real));
      return expected;
    }

    /// The answer of both, once or more often.
    private <T> T same(Step<T> step) {
      T expected = once(step);
      if (random.nextInt(3) == 0) {
        assertEquals(expected, once(step));
      }
      return expected;
    }

    private static <T> T taken(Step<T> step, Stores stores) {
      try {
        return step.take(stores);
      } catch (StoreFailure e) {
        throw new AssertionError(stores + ": " + e.why(), e);
      }
    }
  }
}
