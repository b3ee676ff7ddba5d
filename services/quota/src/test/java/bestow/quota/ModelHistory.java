package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.quota.Ground.Side;
import bestow.quota.PoolStore.Provision;
import bestow.quota.PoolStore.Share;
import bestow.testing.Twins;
import bestow.testing.Twins.Step;
import bestow.wire.config.Period;
import bestow.wire.quota.SettleRequest.End;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A random history of one gift, in which the scripts and their model are asked the same.
final class ModelHistory {
  private static final long DAY_MILLIS = 86_400_000;
  private static final long NOW_MILLIS = 1_800_000_000_000L;

  /// 2100-01-01.
  private static final long FAR_MILLIS = 4_102_444_800_000L;

  private static final int USERS = 4;

  private final RandomGenerator random;
  private final Twins<Side> twins;
  private final Claims claims;
  private final String own;
  private final int buckets;
  private final List<OrderNumber> orders = new ArrayList<>();
  private final LedgerHistory ledger;
  private int revision;

  /// @param own what the names of its users end with
  ModelHistory(RandomGenerator random, Twins<Side> twins, GiftId gift, String own) {
    this.random = random;
    this.twins = twins;
    this.own = own;
    this.buckets = random.nextInt(1, 4);
    var daily = random.nextBoolean() ? null : Long.valueOf(3);
    var offered =
        Claims.fresh()
            .of(gift)
            .stock(1, 5, daily, buckets)
            .perUser(random.nextInt(1, 4), Period.DAY);
    this.claims = random.nextBoolean() ? offered : offered.ending(FAR_MILLIS);
    this.ledger = new LedgerHistory(random, twins, claims.gift(), orders);
  }

  /// Takes so many steps, and looks at everything behind each.
  void live(int steps) {
    for (int i = 0; i < steps; i++) {
      switch (random.nextInt(14)) {
        case 0 -> provision();
        case 1 -> lease();
        case 2 -> giveBack();
        case 3, 4 -> settle();
        case 5 -> due();
        case 6 -> promise();
        case 7 -> begin();
        case 8 -> ledger.step(pools());
        default -> hold();
      }
      look();
    }
  }

  private void provision() {
    revision += random.nextInt(2);
    var provision = new Provision(revision + 1, random.nextLong(1, 12), buckets, life());
    pools().forEach(pool -> twins.same(side -> side.pools().provision(pool, provision)));
  }

  /// One that is over in some years of any clock, so that nothing goes while it is looked at.
  private Life life() {
    long end = random.nextInt(4) * DAY_MILLIS;
    return end == 0 ? Life.FOR_EVER : new Life(FAR_MILLIS + end, FAR_MILLIS + end + DAY_MILLIS);
  }

  private void lease() {
    int bucket = random.nextInt(buckets);
    for (var pool : pools()) {
      var reservoir = twins.same(side -> side.pools().reservoir(pool));
      var there = twins.same(side -> side.pools().bucket(pool, bucket));
      if (reservoir.isPresent()) {
        long number = there.leases() + 1;
        var lease = twins.same(side -> side.pools().lease(pool, bucket, number, 2));
        if (lease instanceof Lease.Leased(long amount, long _) && random.nextInt(4) > 0) {
          twins.same(
              side -> {
                side.pools().grant(pool, bucket, number, amount);
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
      var reservoir = twins.same(side -> side.pools().reservoir(pool));
      if (reservoir.isPresent()) {
        var seen = reservoir.get().dealings().get(bucket);
        var back = twins.same(side -> side.pools().giveBack(pool, bucket, seen, share));
        if (back.amount() > 0 && random.nextInt(4) > 0) {
          twins.same(side -> side.pools().takeBack(pool, bucket, back));
        }
      }
    }
  }

  private void hold() {
    var taking = taking();
    var lacks = twins.same(side -> side.quota().lacks(taking));
    // Run again it gives the order again, as one that was there.
    var first = twins.once(side -> side.quota().hold(taking));
    // A paid order may be held once its first one was released, and so may any that is told of;
    // whether it would is not told.
    boolean mayBe = taking.claim().key().paid() || taking.claim().insteadOf().isPresent();
    if (!lacks.isEmpty() || !mayBe) {
      assertEquals(first instanceof Holding.Empty(var empty) ? empty : List.of(), lacks);
    }
    if (first instanceof Holding.Held(OrderNumber order, long _)) {
      orders.add(order);
      assertEquals(new Holding.Repeated(order), twins.same(side -> side.quota().hold(taking)));
    } else {
      assertEquals(first, twins.same(side -> side.quota().hold(taking)));
    }
  }

  /// At a moment that may be before that of the order before.
  private Taking taking() {
    var day = "2026-11-2" + random.nextInt(2);
    var usual = claimed().taking(day, day);
    long heldAt = NOW_MILLIS + random.nextInt(3);
    var moment = new Taking.Moment(heldAt, heldAt + 60_000, usual.moment().keptTill(), day, day);
    return new Taking(usual.claim(), usual.bucket(), moment, usual.prefix());
  }

  /// Sometimes by one who was told of an order, this key's or another's, that it is void.
  private Claims claimed() {
    var claimed = claims.by(user(USERS)).keyed(key());
    return orders.isEmpty() || claimed.key().isEmpty() || random.nextInt(4) > 0
        ? claimed
        : claimed.insteadOf(any());
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
      var order = any();
      var end = random.nextBoolean() ? End.CONFIRM : End.RELEASE;
      var first = twins.once(side -> side.quota().settle(order, end));
      var again = twins.same(side -> side.quota().settle(order, end));
      assertEquals(first instanceof Settling.Settled ? new Settling.Repeated() : first, again);
    }
  }

  private void due() {
    if (!orders.isEmpty()) {
      var order = any();
      long later = NOW_MILLIS + random.nextLong(100_000);
      twins.same(
          side -> {
            side.quota().postpone(order, later);
            return later;
          });
    }
  }

  private void promise() {
    if (!orders.isEmpty()) {
      var order = any();
      long by = random.nextLong(1, 100_000);
      twins.same(side -> side.quota().promise(order, by));
    }
  }

  /// Notes of keys, for this gift and for another one, some of which end.
  private void begin() {
    var gift = random.nextInt(4) == 0 ? new GiftId("spring", "another") : claims.gift();
    var keyed = claims.of(gift).by(user(2)).keyed("key-" + random.nextInt(2));
    long now = NOW_MILLIS + random.nextInt(4);
    var note = KeyNote.of(keyed.claim(), now, now + random.nextInt(1, 4));
    var begun = twins.once(side -> side.quota().begin(note));
    if (random.nextBoolean()) {
      var again = twins.once(side -> side.quota().begin(note));
      assertEquals(begun == KeyNote.Answer.BEGUN ? KeyNote.Answer.IN_FLIGHT : begun, again);
    }
    if (random.nextBoolean()) {
      twins.same(
          side -> {
            side.quota().end(note);
            return note;
          });
    }
  }

  private String user(int of) {
    return "user-" + random.nextInt(of) + own;
  }

  private OrderNumber any() {
    return orders.get(random.nextInt(orders.size()));
  }

  private void look() {
    var looks = new ArrayList<Step<Side, ?>>();
    for (var pool : pools()) {
      looks.add(side -> side.pools().reservoir(pool));
      for (int b = 0; b < buckets; b++) {
        int bucket = b;
        looks.add(side -> side.pools().bucket(pool, bucket));
      }
    }
    orders.forEach(order -> looks.add(side -> side.quota().order(order)));
    var user = new UserId(user(USERS));
    int bucket = Layout.bucket(claims.gift(), user, buckets);
    int most = random.nextInt(1, 8);
    looks.add(side -> side.quota().orders(claims.gift(), user, bucket, most));
    ledger.look(looks);
    twins.look(looks);
    if (!orders.isEmpty() && random.nextInt(5) == 0) {
      // Looking changes something: what is due can no longer be promised.
      int shard = any().shard();
      long now = NOW_MILLIS + random.nextLong(100_000);
      int atMost = random.nextInt(1, 4);
      twins.same(side -> side.quota().due(shard, now, atMost));
    }
  }

  private List<PoolId> pools() {
    var pools = new ArrayList<>(List.of(PoolId.stock(claims.gift())));
    if (claims.limits().daily() != null) {
      pools.add(new PoolId(claims.gift(), "2026-11-20"));
      pools.add(new PoolId(claims.gift(), "2026-11-21"));
    }
    return pools;
  }
}
