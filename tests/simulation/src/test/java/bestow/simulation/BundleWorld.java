package bestow.simulation;

import bestow.delivery.SimulatedBundles;
import bestow.delivery.SimulatedDelivery;
import bestow.delivery.SimulatedOrders;
import bestow.delivery.SimulatedProvider;
import bestow.wire.delivery.BundleState;
import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply.Stock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;

/// Some bundles of gifts that can be taken back, of one that decides, and of one that can be tried
/// for as long as it takes; two instances of delivery whose clocks disagree; users who click again;
/// quota, which asks about each order at any time; and everything that goes wrong between them. For
/// a minute anything may happen; then all is healed, a person resends what is dead, and each bundle
/// must be given whole, or not at all.
final class BundleWorld {
  private static final List<String> KINDS =
      List.of("SAME_NUMBER", "ASK_FIRST", "LIMIT_AT_SOURCE", "NOTHING");
  private static final long SECOND = 1_000 * Chaos.MILLI;
  private static final long WILD_SECONDS = 60;
  private static final long HEALING_SECONDS_MAX = 14_400;
  private static final int BUNDLES = 6;

  private final RandomGenerator random;
  private final Judge judge = new Judge();
  private final Turns turns = new Turns();
  private final Chaos chaos;
  private final SimulatedOrders orders;
  private final SimulatedBundles bundles;
  private final Map<String, SimulatedProvider> providers = new HashMap<>();
  private final List<Place<SimulatedDelivery>> deliveries = new ArrayList<>();
  private final Map<String, Map<String, String>> claimed = new LinkedHashMap<>();
  private final Map<String, Stock> settled = new HashMap<>();
  private int lives;

  BundleWorld(RandomGenerator random, BundleShortcut shortcut) {
    this.random = random;
    this.chaos = new Chaos(random, turns);
    this.orders = new SimulatedOrders(chaos, Shortcut.NONE, judge, 0);
    this.bundles = new SimulatedBundles(chaos, shortcut);
    providers.put("first", SimulatedProvider.of(chaos, "SAME_NUMBER", judge).revocable());
    providers.put("second", SimulatedProvider.of(chaos, "ASK_FIRST", judge).revocable());
    providers.put(
        "pivot", SimulatedProvider.of(chaos, KINDS.get(random.nextInt(KINDS.size())), judge));
    providers.put("last", SimulatedProvider.of(chaos, "SAME_NUMBER", judge));
    orders.watch(providers);
    for (int i = 0; i < 2; i++) {
      deliveries.add(new Place<>(turns, chaos, this::delivery, SimulatedDelivery::sweep));
    }
    for (int i = 0; i < BUNDLES; i++) {
      claimed.put(number("bundlesbundlesbundlesbun", i, 0), parts(i));
    }
  }

  private static Map<String, String> parts(int bundle) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (var gift : List.of("pivot", "first", "last", "second")) {
      parts.put(number("ordersordersordersorders", bundle, parts.size()), gift);
    }
    return parts;
  }

  private static String number(String prefix, int bundle, int part) {
    return prefix + "3f%03d%03d".formatted(bundle, part);
  }

  private SimulatedDelivery delivery() {
    var place = new SimulatedDelivery.Place(orders, bundles, providers, Shortcut.NONE);
    long offset = random.nextLong(-20_000, 20_000);
    return new SimulatedDelivery(place, chaos, "delivery-" + ++lives, offset);
  }

  private Place<SimulatedDelivery> any() {
    return deliveries.get(random.nextInt(deliveries.size()));
  }

  /// Lives until all is at its end.
  ///
  /// @return how often each thing happened
  Map<String, Integer> live() {
    var life = new FutureTask<>(this::liveHere);
    Thread.ofVirtual().start(life);
    try {
      return life.get();
    } catch (ExecutionException e) {
      throw new AssertionError(String.valueOf(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private Map<String, Integer> liveHere() {
    try {
      deliveries.forEach(Place::start);
      for (var number : claimed.keySet()) {
        for (int i = random.nextInt(1, 4); i > 0; i--) {
          turns.start(new Life(), random.nextLong(WILD_SECONDS * SECOND), () -> click(number));
        }
        for (int i = random.nextInt(12); i > 0; i--) {
          turns.start(new Life(), random.nextLong(WILD_SECONDS * SECOND), () -> ask(number));
        }
      }
      for (int i = random.nextInt(8); i > 0; i--) {
        turns.after(random.nextLong(WILD_SECONDS * SECOND), () -> any().crash());
      }
      turns.run(WILD_SECONDS * SECOND);
      chaos.heal();
      deliveries.forEach(Place::start);
      heal();
      return checked();
    } finally {
      turns.end();
    }
  }

  private void heal() {
    long until = turns.nanos();
    // What is under way on the network arrives first.
    long least = until + 40 * SECOND;
    for (int passed = 0; passed < HEALING_SECONDS_MAX; passed += 5) {
      until += 5 * SECOND;
      turns.run(until);
      if (until > least && bundles.quiet()) {
        claimed.keySet().forEach(number -> turns.start(new Life(), 0, () -> ask(number)));
        turns.run(until + 60 * SECOND);
        return;
      }
      if (passed % 600 == 0) {
        turns.start(new Life(), 0, () -> any().ask(this::resent));
      }
    }
    throw new AssertionError("L3: not at its end: " + bundles + "; " + orders);
  }

  private Optional<Integer> resent(SimulatedDelivery delivery) {
    delivery.resendDead();
    return Optional.of(1);
  }

  private void click(String number) {
    var _ = any().ask(delivery -> delivery.bundle(number, "alice", parts(number)));
  }

  private Map<String, String> parts(String number) {
    return Optional.ofNullable(claimed.get(number)).orElseThrow();
  }

  /// As quota does when a hold's time is over.
  private void ask(String number) {
    parts(number)
        .forEach(
            (order, gift) ->
                any()
                    .ask(delivery -> Optional.of(delivery.question(order, "alice", gift, 0)))
                    .filter(stock -> stock != Stock.LATER)
                    .ifPresent(stock -> settle(order, stock)));
  }

  private void settle(String order, Stock stock) {
    var before = Optional.ofNullable(settled.put(order, stock));
    if (before.isPresent() && before.get() != stock) {
      throw new AssertionError("L10: was " + before + ", now " + stock + " of " + order);
    }
  }

  private Map<String, Integer> checked() {
    Map<String, Integer> seen = new HashMap<>();
    claimed.forEach(
        (number, parts) -> {
          var state = bundles.state(number);
          parts.forEach((order, gift) -> check(number, state, order, gift));
          seen.merge(state.map(BundleState::word).orElse("unknown"), 1, Integer::sum);
        });
    settled.keySet().stream()
        .flatMap(order -> orders.state(order).stream())
        .forEach(state -> seen.merge("order " + state.word(), 1, Integer::sum));
    return seen;
  }

  private void check(String number, Optional<BundleState> bundle, String order, String gift) {
    boolean given = bundle.equals(Optional.of(BundleState.DELIVERED));
    // Held to be delivered by a provider that nobody can ask.
    boolean presumed = orders.state(order).equals(Optional.of(OrderState.PRESUMED));
    boolean kept = Optional.ofNullable(providers.get(gift)).orElseThrow().isKept(order);
    if (!presumed && kept != given) {
      throw new AssertionError(
          "all or none: bundle %s is %s, and yet order %s of %s is %s"
              .formatted(number, bundle, order, gift, kept ? "kept" : "not there"));
    }
    var stock = Optional.ofNullable(settled.get(order));
    var wanted = given ? Stock.CONFIRM : Stock.RELEASE;
    if (!stock.equals(Optional.of(wanted))) {
      throw new AssertionError(
          "L10: bundle %s is %s, the stock of %s is %s".formatted(number, bundle, order, stock));
    }
  }
}
