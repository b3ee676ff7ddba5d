package bestow.quota;

import static bestow.quota.Laws.require;

import bestow.quota.PoolStore.Share;
import bestow.quota.StoreFailure.Effect;
import bestow.wire.config.Period;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldRequest.Limits;
import bestow.wire.quota.HoldState;
import bestow.wire.quota.SettleReply;
import bestow.wire.quota.SettleRequest.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A random life of one gift and its neighbour: claims, repeats, ends, changes of the stock, days
/// that pass, crashes between any two steps, moves of stock left half done; by two instances whose
/// clocks differ. After each act every law is checked.
final class History {
  private static final List<Period> PERIODS = List.of(Period.CAMPAIGN, Period.DAY, Period.WEEK);
  private static final int USERS = 7;
  private static final int STEPS_OF_A_CLAIM = 12;

  private final RandomGenerator random;
  private final Stores stores;
  private final Laws laws;
  private final List<Offer> offers = new ArrayList<>();
  private final List<Instance> instances = new ArrayList<>();
  private final List<OrderNumber> orders = new ArrayList<>();
  private final Set<String> answered = new HashSet<>();
  private final Map<String, String> byKey = new HashMap<>();
  private final Map<String, String> paidBy = new HashMap<>();
  private final Set<String> days = new TreeSet<>();
  private final Map<String, Integer> seen = new HashMap<>();

  /// A gift with its rules, which change.
  private static final class Offer {
    private Claims claims;

    private Offer(Claims claims) {
      this.claims = claims;
    }
  }

  /// An instance of quota, which may crash.
  private static final class Instance {
    private FlakyStore store;
    private House house;

    private Instance(Stores stores) {
      store = new FlakyStore(stores);
      house = House.over(store, store);
    }
  }

  History(RandomGenerator random, Stores stores) {
    this.random = random;
    this.stores = stores;
    this.laws =
        new Laws(stores, IntStream.range(0, USERS).mapToObj(n -> new UserId("user-" + n)).toList());
    for (int i = 0; i < 2; i++) {
      instances.add(new Instance(stores));
      offers.add(new Offer(Claims.fresh().limits(limits())));
    }
  }

  private Limits limits() {
    var period = PERIODS.get(random.nextInt(PERIODS.size()));
    int buckets = random.nextBoolean() ? 1 : random.nextInt(2, 6);
    return new Limits(
        1, random.nextLong(1, 25), daily(), random.nextInt(1, 4), period, buckets, 28_800, null);
  }

  private @Nullable Long daily() {
    return random.nextBoolean() ? null : Long.valueOf(random.nextLong(1, 8));
  }

  /// Lives through so many acts.
  ///
  /// @return how often each thing happened
  Map<String, Integer> live(int acts) throws StoreFailure {
    for (int act = 0; act < acts; act++) {
      var instance = instances.get(random.nextInt(instances.size()));
      var offer = offers.get(random.nextInt(offers.size()));
      switch (random.nextInt(20)) {
        case 0 -> passTime(instance);
        case 1 -> change(offer);
        case 2 -> crash(instance);
        case 3, 4 -> moveHalfway(offer);
        case 5, 6, 7, 8, 9 -> settle(instance);
        default -> claim(instance, offer);
      }
      for (var each : offers) {
        var limits = each.claims.limits();
        laws.check(each.claims.gift(), limits.buckets(), limits.perUser(), days);
      }
    }
    return seen;
  }

  private void claim(Instance instance, Offer offer) throws StoreFailure {
    boolean looksAnew = random.nextInt(4) > 0;
    if (looksAnew) {
      instance.house.ticker().advance(House.DRY_TIME);
    }
    boolean failing = random.nextInt(4) == 0;
    if (failing) {
      var effect = random.nextBoolean() ? Effect.NONE : Effect.UNKNOWN;
      instance.store.failAfter(random.nextInt(STEPS_OF_A_CLAIM), effect);
    }
    var claims = anew(offer.claims.by("user-" + random.nextInt(USERS)).keyed(key()));
    days.add(Periods.day(instance.house.clock().instant(), 28_800).toString());
    var told = instance.house.hold(claims);
    instance.store.heal();
    switch (told) {
      case Told.Answer<HoldReply>(HoldReply reply) -> answer(instance, claims, reply, looksAnew);
      case Told<HoldReply> other -> {
        require(failing, "no answer without a failure:", other);
        require(!(other instanceof Told.Broken<HoldReply>), "broken:", other);
        count(other.getClass().getSimpleName());
      }
    }
  }

  private String key() {
    var key = "key-" + random.nextInt(6);
    return switch (random.nextInt(4)) {
      case 0 -> key;
      case 1 -> "paid:" + key;
      default -> "";
    };
  }

  /// Sometimes by one who was told of the key's order that it is void; right or wrong.
  private Claims anew(Claims claims) {
    var known = byKey.get(claims.user() + " " + claims.key() + " " + claims.gift().name());
    return known == null || random.nextInt(3) > 0
        ? claims
        : claims.insteadOf(new OrderNumber(known));
  }

  private HoldState state(String order) throws StoreFailure {
    return stores.quota().order(new OrderNumber(order)).orElseThrow().state();
  }

  private void answer(Instance instance, Claims claims, HoldReply reply, boolean looksAnew)
      throws StoreFailure {
    var day = Periods.day(instance.house.clock().instant(), 28_800);
    count(reply.getClass().getSimpleName());
    switch (reply) {
      case HoldReply.Held(String order, boolean repeated) -> {
        require(answered.add(order) || repeated, "given twice:", order);
        orders.add(new OrderNumber(order));
        if (!claims.key().isEmpty()) {
          var id = claims.user() + " " + claims.key() + " " + claims.gift().name();
          var first = byKey.put(id, order);
          // A paid order may have another one, once the first was released; so may whoever knows
          // that the first is void.
          require(
              first == null
                  || first.equals(order)
                  || (state(first) == HoldState.RELEASED
                      && (claims.key().startsWith("paid:")
                          || claims.insteadOf().equals(Optional.of(new OrderNumber(first))))),
              "a key has two orders:",
              id,
              first,
              order);
          if (claims.key().startsWith("paid:")) {
            var other = paidBy.putIfAbsent(order, id);
            require(other == null || other.equals(id), "paid twice for one:", order, id, other);
          }
        }
      }
      case HoldReply.SoldOut() -> requireDry(PoolId.stock(claims.gift()), looksAnew);
      case HoldReply.DailyGone _ -> requireDry(PoolId.day(claims.gift(), day), looksAnew);
      case HoldReply.LimitReached _,
          HoldReply.KeyReused _,
          HoldReply.KeyInFlight _,
          HoldReply.OrderOpen _ -> {}
    }
  }

  /// Whoever looks for stock and finds none is right; only what was found a moment ago may be told
  /// again.
  private void requireDry(PoolId pool, boolean looksAnew) throws StoreFailure {
    require(
        !looksAnew || laws.loose(pool) == 0,
        "called gone, yet there are some:",
        pool,
        laws.loose(pool));
  }

  private void settle(Instance instance) {
    if (orders.isEmpty()) {
      return;
    }
    if (random.nextInt(5) == 0) {
      instance.store.failAfter(0, random.nextBoolean() ? Effect.NONE : Effect.UNKNOWN);
    }
    var order = orders.get(random.nextInt(orders.size()));
    var end = random.nextBoolean() ? End.CONFIRM : End.RELEASE;
    SettleReply reply = instance.house.settle(end, order);
    instance.store.heal();
    count(reply.settled() > 0 ? "settled" : "not settled");
  }

  private void change(Offer offer) {
    var now = offer.claims.limits();
    long stock = Math.max(1, now.stock() + random.nextLong(-15, 16));
    Long daily = now.daily() == null ? null : Long.valueOf(random.nextLong(1, 8));
    offer.claims = offer.claims.stock(now.revision() + 1, stock, daily, now.buckets());
  }

  private void passTime(Instance instance) {
    instance.house.clock().advance(Duration.ofMinutes(random.nextLong(1, 1_000)));
  }

  private void crash(Instance instance) {
    var was = instance.house.clock().instant();
    instance.house = House.over(instance.store, instance.store);
    instance.house.clock().jumpTo(was);
  }

  /// A move of stock whose second step never comes.
  private void moveHalfway(Offer offer) throws StoreFailure {
    var limits = offer.claims.limits();
    int bucket = random.nextInt(limits.buckets());
    for (var pool : pools(offer)) {
      var found = stores.pools().reservoir(pool);
      if (found.isPresent()) {
        var dealings = found.get().dealings().get(bucket);
        long leases = stores.pools().bucket(pool, bucket).leases();
        if (random.nextBoolean()) {
          stores.pools().lease(pool, bucket, leases + 1, random.nextLong(1, 5));
        } else {
          stores.pools().giveBack(pool, bucket, dealings, share());
        }
        count("halfway");
      }
    }
  }

  private Share share() {
    return random.nextBoolean() ? new Share.Half() : new Share.Most(random.nextLong(1, 9));
  }

  private List<PoolId> pools(Offer offer) {
    var gift = offer.claims.gift();
    var pools = new ArrayList<>(List.of(PoolId.stock(gift)));
    days.forEach(day -> pools.add(new PoolId(gift, day)));
    return pools;
  }

  private void count(String what) {
    seen.merge(what, 1, Integer::sum);
  }
}
