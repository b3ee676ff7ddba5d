package bestow.delivery;

import bestow.delivery.Ground.Side;
import bestow.delivery.OrderStore.Letter;
import bestow.delivery.OrderStore.Read;
import bestow.delivery.OrderStore.Written;
import bestow.testing.Twins;
import bestow.testing.Twins.Step;
import bestow.wire.config.Lane;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// A random history of two users' orders of one gift, each user's in a shard of their own, with
/// bundles, codes and make-goods beside them, in which the scripts and their model are asked the
/// same.
final class ModelHistory {

  private static final int ORDERS = 6;
  private static final int USERS = 2;

  /// That of each user.
  private static final List<Lane> LANES = List.of(Lane.FAST, Lane.SLOW);

  private static final long NOW = 1_000_000;
  private static final long LATER = 10_000;

  /// Beyond the promise of every order: then its letter is dead.
  private static final long LATE = NOW + 2 * Schedule.USUAL.deadMillis();

  /// A day that is over in many years of any clock.
  private static final LocalDate DAY = LocalDate.parse("2100-01-01");

  private final RandomGenerator random;
  private final Twins<Side> twins;

  /// The orders whose risks count together come in twos and threes.
  private final List<OrderNumber> numbers = new ArrayList<>();

  /// Every version that was ever written of an order: some step is made from a stale one.
  private final Map<OrderNumber, List<Order>> versions = new HashMap<>();

  private final List<Bundle> bundles = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private final FoundHistory found;
  private final int first;

  /// Of half of the steps, so that one kind has its caps and its dead letters.
  private final Terms.Kind usual;

  /// @param first of its shards: one for each user, and one for the bundles
  ModelHistory(RandomGenerator random, Twins<Side> twins, int first) {
    this.random = random;
    this.twins = twins;
    this.first = first;
    this.usual = any(List.of(Terms.Kind.values()));
    for (int i = 0; i < ORDERS; i++) {
      numbers.add(number(first + user(i), i));
    }
    this.found =
        new FoundHistory(
            random,
            twins,
            numbers,
            new FoundHistory.Times(NOW, random.nextBoolean() ? NOW + LATER : LATE));
  }

  private static int user(int order) {
    return order % USERS;
  }

  private static OrderNumber number(int shard, int sequence) {
    return new OrderNumber(
        "abcdefghijklmnopqrstuvwx" + OrderNumber.shard(shard) + "%06d".formatted(sequence));
  }

  /// Takes so many steps, and looks at everything behind each.
  ///
  /// @return what happened
  Set<String> live(int steps) {
    for (int i = 0; i < steps; i++) {
      switch (random.nextInt(10)) {
        case 0 -> putOff();
        case 1 -> found.step();
        case 2 -> bundle();
        case 3 -> codes();
        case 4 -> makeGood();
        default -> write();
      }
      look();
    }
    return seen;
  }

  private void write() {
    int which = random.nextInt(ORDERS);
    var number = numbers.get(which);
    var from = from(number);
    long now = random.nextInt(4) == 0 ? LATE : NOW + random.nextLong(LATER);
    var next = OrderRules.advance(from, event(which, from), now).order();
    var written = twins.same(side -> side.orders().write(from, next));
    seen.add(written.getClass().getSimpleName());
    if (written instanceof Written.Done) {
      versions.computeIfAbsent(number, _ -> new ArrayList<>()).add(next);
    }
  }

  /// The order as it stands, or as it once did, or as if it had never been written down.
  private Optional<Order> from(OrderNumber number) {
    var known = versions.getOrDefault(number, List.of());
    if (known.isEmpty() || random.nextInt(8) == 0) {
      return Optional.empty();
    }
    return random.nextInt(4) == 0
        ? Optional.of(known.get(random.nextInt(known.size())))
        : stands(number);
  }

  private Optional<Order> stands(OrderNumber number) {
    return twins.model().orders().read(number) instanceof Read.Is(var order)
        ? order
        : Optional.empty();
  }

  private Event event(int which, Optional<Order> from) {
    var number = numbers.get(which);
    var lane = LANES.get(user(which));
    var asked = new Asked("u-" + user(which), "spring", "vip-day", 1, "sandbox@1", lane, NOW);
    var token = "t-" + random.nextInt(1_000);
    if (random.nextBoolean()) {
      var terms = ModelTerms.of(usual);
      return new Event.Begin(number, asked, token, Event.Holder.UNKNOWN, terms);
    }
    var events = Events.of(from, number, asked, token);
    return events.get(random.nextInt(events.size()));
  }

  private void putOff() {
    int which = random.nextInt(ORDERS);
    var number = numbers.get(which);
    long dueAt = NOW + random.nextLong(LATER);
    twins.same(
        side -> {
          side.orders().putOff(LANES.get(user(which)), number, dueAt);
          return dueAt;
        });
  }

  private void bundle() {
    var number = number(first + USERS, random.nextInt(2));
    var known = bundles.stream().filter(one -> one.number().equals(number)).toList();
    var from =
        known.isEmpty() || random.nextInt(8) == 0
            ? Optional.<Bundle>empty()
            : Optional.of(random.nextBoolean() ? known.getLast() : any(known));
    long now = NOW + random.nextLong(LATER);
    var next =
        from.map(one -> random.nextInt(4) == 0 ? one.over() : BundleRules.later(one, now))
            .orElseGet(() -> BundleRules.born(number, BundleRulesTest.wanted(), now));
    if (twins.same(side -> side.bundles().write(from, next)) instanceof BundleStore.Written.Done) {
      bundles.add(next);
    }
    twins.same(side -> side.bundles().read(number));
  }

  private void codes() {
    var pool = new PoolName("pool-" + random.nextInt(2) + "-of-" + first);
    var order = any(numbers);
    if (random.nextInt(3) == 0) {
      var codes = List.of("c-" + random.nextInt(6), "c-" + random.nextInt(6));
      for (int times = random.nextInt(1, 3); times > 0; times--) {
        twins.once(side -> side.codes().add(pool, codes));
      }
    }
    twins.same(side -> side.codes().look(pool, order));
    twins.same(side -> side.codes().hand(pool, order));
  }

  private void makeGood() {
    var by = "ann-" + random.nextInt(2) + "-of-" + first;
    var order = any(numbers);
    int most = random.nextInt(1, 4);
    twins.same(side -> side.allowance().take(by, DAY, order, most));
  }

  private void look() {
    var looks = new ArrayList<Step<Side, ?>>();
    numbers.forEach(number -> looks.add(side -> side.orders().read(number)));
    var letter = letter();
    for (int i = 0; i < USERS; i++) {
      int shard = first + i;
      var lane = LANES.get(i);
      long now = random.nextInt(3) == 0 ? Long.MAX_VALUE / 2 : NOW + random.nextLong(LATER);
      int most = random.nextInt(1, 4);
      looks.add(side -> side.orders().due(lane, shard, now, most));
      looks.add(side -> side.orders().dead(shard, letter, most));
    }
    found.look(looks);
    twins.look(looks);
  }

  /// A dead letter, or the place before all of them.
  private Letter letter() {
    var order = stands(any(numbers)).filter(Order::isDead);
    order.ifPresent(_ -> seen.add("dead"));
    return order
        .map(dead -> new Letter(dead.changedAt(), dead.number().value()))
        .orElse(Letter.NONE);
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
