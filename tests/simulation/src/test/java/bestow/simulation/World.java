package bestow.simulation;

import bestow.delivery.SimulatedDelivery;
import bestow.delivery.SimulatedOrders;
import bestow.delivery.SimulatedProvider;
import bestow.quota.SimulatedQuota;
import bestow.quota.SimulatedStock;
import bestow.wire.config.Period;
import bestow.wire.delivery.DeliverReply;
import bestow.wire.delivery.QuestionsReply.Stock;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldRequest.Limits;
import bestow.wire.quota.SettleRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Some users, two gifts with a provider each, for some of which nobody waits, two instances of
/// quota and of delivery whose clocks disagree, and everything that goes wrong between them. For a
/// minute anything may happen; then all is healed, and every order must come to its end.
final class World {
  private static final List<String> KINDS =
      List.of("SAME_NUMBER", "ASK_FIRST", "LIMIT_AT_SOURCE", "NOTHING");
  private static final long SECOND = 1_000 * Chaos.MILLI;
  private static final long WILD_SECONDS = 60;
  private static final long HEALING_SECONDS_MAX = 7_200;

  private final RandomGenerator random;
  private final Shortcut shortcut;
  private final long lagNanos;
  private final Judge judge = new Judge();
  private final Turns turns = new Turns();
  private final Chaos chaos;
  private final SimulatedStock stock;
  private final SimulatedOrders orders;
  private final Map<String, SimulatedProvider> providers = new HashMap<>();
  private final Map<String, Limits> gifts = new HashMap<>();
  private final Set<String> queued = new HashSet<>();
  private final List<String> users = IntStream.range(0, 4).mapToObj(n -> "user-" + n).toList();
  private final List<Place<SimulatedQuota>> quotas = new ArrayList<>();
  private final List<Place<SimulatedDelivery>> deliveries = new ArrayList<>();
  private final Map<String, End.Told> told = new HashMap<>();
  private final Map<String, Integer> seen = new HashMap<>();
  private int lives;
  private boolean failedOver;

  World(RandomGenerator random, Shortcut shortcut) {
    this(random, shortcut, 0);
  }

  /// One in which a store fails over to a replica that is so far behind at the most.
  ///
  /// @param lagMillis 0 for stores that lose nothing
  World(RandomGenerator random, Shortcut shortcut, long lagMillis) {
    this.random = random;
    this.shortcut = shortcut;
    this.lagNanos = lagMillis * Chaos.MILLI;
    this.chaos = new Chaos(random, turns);
    this.stock = new SimulatedStock(chaos, shortcut, judge, lagNanos);
    this.orders = new SimulatedOrders(chaos, shortcut, judge, lagNanos);
    for (int i = 0; i < 2; i++) {
      var kind = KINDS.get(random.nextInt(KINDS.size()));
      // A provider with a limit of its own gives each user one.
      int perUser = kind.equals("LIMIT_AT_SOURCE") ? 1 : random.nextInt(1, 4);
      long units = random.nextLong(1, 6);
      int buckets = random.nextInt(1, 4);
      var rules = new Limits(1, units, null, perUser, Period.CAMPAIGN, buckets, 0, null);
      gifts.put("gift-" + i, rules);
      if (random.nextInt(3) == 0) {
        queued.add("gift-" + i);
      }
      stock.offer("gift-" + i, rules);
      providers.put("gift-" + i, SimulatedProvider.of(chaos, kind, judge));
      quotas.add(new Place<>(turns, chaos, this::quota, SimulatedQuota::sweep));
      deliveries.add(new Place<>(turns, chaos, this::delivery, SimulatedDelivery::sweep));
    }
    orders.watch(providers);
  }

  private SimulatedQuota quota() {
    return new SimulatedQuota(stock, chaos, offset(), this::question, shortcut);
  }

  private SimulatedDelivery delivery() {
    var place = new SimulatedDelivery.Place(orders, providers, chaos, shortcut);
    return new SimulatedDelivery(place, chaos, "delivery-" + ++lives, offset());
  }

  private long offset() {
    return random.nextLong(-20_000, 20_000);
  }

  private <S> S any(List<S> some) {
    return some.get(random.nextInt(some.size()));
  }

  /// Lives through so many claims.
  ///
  /// @return how often each thing happened
  Map<String, Integer> live(int claims) {
    // A virtual thread hands over to another one far sooner than a thread of the system does.
    var life = new FutureTask<>(() -> liveHere(claims));
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

  private Map<String, Integer> liveHere(int claims) {
    try {
      quotas.forEach(Place::start);
      deliveries.forEach(Place::start);
      for (int i = 0; i < claims; i++) {
        turns.start(gateway(), random.nextLong(WILD_SECONDS * SECOND), this::click);
      }
      for (int i = random.nextInt(8); i > 0; i--) {
        turns.after(
            random.nextLong(WILD_SECONDS * SECOND),
            () -> (random.nextBoolean() ? any(quotas) : any(deliveries)).crash());
      }
      for (int second = 5; second <= WILD_SECONDS; second += 5) {
        turns.run(second * SECOND);
        gifts.keySet().forEach(gift -> stock.check(gift, users));
      }
      chaos.heal();
      quotas.forEach(Place::start);
      deliveries.forEach(Place::start);
      heal();
      checkEnd();
      return seen;
    } finally {
      turns.end();
    }
  }

  /// In the wake of an order: where nothing was written, nothing is lost.
  private void perhapsFailOver() {
    if (lagNanos > 0 && !failedOver && chaos.chance(0.25)) {
      failedOver = true;
      turns.after(random.nextLong(lagNanos), this::failOver);
    }
  }

  private void failOver() {
    long behind = random.nextLong(lagNanos);
    if (random.nextBoolean()) {
      orders.failOver(behind);
    } else {
      stock.failOver(behind);
    }
  }

  /// What came of laws that were broken.
  Judge judge() {
    return judge;
  }

  private void heal() {
    long until = turns.nanos();
    // What is under way on the network arrives first.
    long least = until + 40 * SECOND;
    for (int passed = 0; passed < HEALING_SECONDS_MAX; passed += 5) {
      until += 5 * SECOND;
      turns.run(until);
      if (until > least && orders.quiet() && stock.quiet()) {
        turns.run(until + 5 * SECOND);
        return;
      }
    }
    throw new AssertionError("L3: not at its end: " + orders);
  }

  /// A gateway's part in one claim, which may die in the middle of it.
  private Life gateway() {
    var life = new Life();
    if (random.nextInt(20) == 0) {
      turns.after(random.nextLong(WILD_SECONDS * SECOND), life::die);
    }
    return life;
  }

  private void click() {
    var user = any(users);
    var gift = "gift-" + random.nextInt(2);
    var reply = any(quotas).ask(quota -> quota.hold(user, gift));
    if (reply.isPresent() && reply.get() instanceof HoldReply.Held(String order, boolean _)) {
      perhapsFailOver();
      deliver(order, user, gift);
    }
    seen.merge(reply.map(one -> one.getClass().getSimpleName()).orElse("Silent"), 1, Integer::sum);
  }

  private void deliver(String order, String user, String gift) {
    var reply =
        any(deliveries)
            .ask(
                delivery ->
                    queued.contains(gift)
                        ? delivery.queue(order, user, gift)
                        : delivery.deliver(order, user, gift));
    if (reply.isEmpty()) {
      promise(order, gift);
      return;
    }
    switch (reply.get()) {
      case DeliverReply.Delivered _ -> {
        tell(order, End.Told.DELIVERED, gift);
        settle(order, SettleRequest.End.CONFIRM);
      }
      case DeliverReply.Refused _ -> {
        tell(order, End.Told.REFUSED, gift);
        settle(order, SettleRequest.End.RELEASE);
      }
      case DeliverReply.Revoked _, DeliverReply.OfBundle _ -> throw new AssertionError(order);
      case DeliverReply.Processing _ -> {
        if (shortcut == Shortcut.TIMEOUT_IS_REFUSAL) {
          tell(order, End.Told.REFUSED, gift);
          settle(order, SettleRequest.End.RELEASE);
        } else {
          tell(order, End.Told.PROCESSING, gift);
        }
      }
    }
  }

  /// Whether delivery has written the order down is not known.
  private void promise(String order, String gift) {
    if (shortcut == Shortcut.NO_PROMISE
        || any(quotas).ask(quota -> quota.promise(order)).isPresent()) {
      tell(order, End.Told.PROCESSING, gift);
      seen.merge("promised", 1, Integer::sum);
    }
  }

  private void settle(String order, SettleRequest.End end) {
    var _ =
        any(quotas)
            .ask(
                quota -> {
                  quota.settle(order, end);
                  return Optional.of(end);
                });
  }

  private Optional<Stock> question(String order, String user, String gift, long promisedBy) {
    return any(deliveries)
        .ask(delivery -> Optional.of(delivery.question(order, user, gift, promisedBy)));
  }

  private void tell(String order, End.Told what, String gift) {
    var before = told.merge(order, what, (was, now) -> now == End.Told.PROCESSING ? was : now);
    if (before != what && what != End.Told.PROCESSING) {
      judge.breach("L5", order, "was told " + before + ", now " + what + " of " + order);
    }
    if (what == End.Told.REFUSED && provider(gift).mayDeliver(order)) {
      judge.breach("L4", order, "told refused, yet it lands: " + order);
    }
  }

  private SimulatedProvider provider(String gift) {
    return Optional.ofNullable(providers.get(gift)).orElseThrow();
  }

  private void checkEnd() {
    var end = new End(judge, told);
    gifts.forEach(
        (gift, rules) -> {
          stock.check(gift, users);
          var provider = provider(gift);
          end.checkShares(gift, rules, provider);
          var held = stock.states(gift, users);
          held.forEach(
              (order, state) -> {
                var ended = orders.state(order);
                end.checkOrder(order, ended, provider);
                end.checkHold(order, state, ended);
                ended.ifPresent(one -> seen.merge(one.word(), 1, Integer::sum));
              });
          end.checkUnheld(held.keySet(), provider);
        });
  }
}
