package bestow.delivery;

import bestow.testing.FakeTicker;
import bestow.wire.config.Lane;
import bestow.wire.delivery.OrderState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One order, one provider, and instances of delivery whose clocks disagree: each small step of
/// each sender comes in any order, with crashes, standstills and late effects in between. The laws
/// are checked after every step.
final class World {

  static final OrderNumber NUMBER = new OrderNumber("abcdefghijklmnopqrstuvwx3f000001");
  static final Asked ASKED =
      new Asked("alice", "spring", "vip-day", 1, "sandbox@1", Lane.FAST, 1_900_000_000_000L);

  private static final long CLOCK_OFF_MILLIS = 3_600_000;

  /// Ways to do it wrong: each must be found out.
  enum Shortcut {
    NONE,
    /// Sends first and writes afterwards.
    NO_WRITE_AHEAD,
    /// Writes over whatever stands there.
    NO_COMPARE,
    /// Sends however late it is.
    NO_SEND_BY,
    /// Believes "never heard of it" at once.
    NO_SETTLING,
    /// Calls an order refused although an earlier attempt may land.
    REFUSES_EARLY
  }

  final RandomGenerator random;
  final Terms terms;
  final Shortcut shortcut;
  final ModelProvider provider;
  final MemoryOrderStore store = new MemoryOrderStore();
  final FakeTicker ticker = new FakeTicker();
  final List<Settling> instances = new ArrayList<>();
  final List<Long> clockOffsets = new ArrayList<>();
  /// How often a click, a short and a long while, a crash, a standstill and a step come: different
  /// in every world, so that some have many of one and none of another.
  private final List<Integer> weights;

  private final List<Sender> senders = new ArrayList<>();
  private Optional<Order> finalAnswer = Optional.empty();
  private int tokens;

  World(RandomGenerator random, Terms terms, Shortcut shortcut) {
    this.random = random;
    this.terms = terms;
    this.shortcut = shortcut;
    this.provider = new ModelProvider(random, terms, ticker);
    this.weights =
        List.of(
            1 + random.nextInt(10),
            random.nextInt(5),
            random.nextInt(3),
            random.nextInt(3),
            random.nextInt(3),
            10 + random.nextInt(20));
    for (int i = 0; i < 3; i++) {
      instances.add(new Settling(ticker::nanos, 2));
      clockOffsets.add(random.nextLong(-CLOCK_OFF_MILLIS, CLOCK_OFF_MILLIS));
    }
  }

  /// Whether nothing more will be done for the order.
  boolean ended() {
    return order().filter(o -> o.isFinal() || o.state() == OrderState.PRESUMED).isPresent();
  }

  /// Lets anything happen for a while, then heals everything and lets the user click until it ends.
  void live() {
    for (int i = 0; i < 150; i++) {
      step();
      check();
    }
    provider.heal();
    senders.clear();
    // What an instance whose clock is ahead has put off is put off for all.
    pass(2 * CLOCK_OFF_MILLIS);
    for (int i = 0; i < 40 && !ended(); i++) {
      pass(terms.leaseMillis() + terms.settleMillis() + 1);
      click(0);
      while (!senders.isEmpty()) {
        proceed(senders.getFirst());
        check();
      }
    }
    pass(terms.leaseMillis() + terms.settleMillis());
    check();
  }

  Optional<Order> order() {
    return store.read(NUMBER) instanceof OrderStore.Read.Is(var order) ? order : Optional.empty();
  }

  /// The wall clock of an instance.
  long now(int instance) {
    return 10_000_000 + ticker.nanos() / 1_000_000 + clockOffsets.get(instance);
  }

  String token() {
    return "sender-" + ++tokens;
  }

  private void step() {
    int which = random.nextInt(weights.stream().mapToInt(Integer::intValue).sum());
    int kind = 0;
    while (which >= weights.get(kind)) {
      which -= weights.get(kind++);
    }
    switch (kind) {
      case 0 -> click(random.nextInt(instances.size()));
      case 1 -> pass(random.nextLong(1, 100));
      case 2 -> pass(random.nextLong(1, terms.leaseMillis() + terms.settleMillis()));
      case 3 -> anySender().ifPresent(senders::remove);
      case 4 -> anySender().ifPresent(Sender::freeze);
      default -> anySender().ifPresent(this::proceed);
    }
  }

  private Optional<Sender> anySender() {
    return senders.isEmpty()
        ? Optional.empty()
        : Optional.of(senders.get(random.nextInt(senders.size())));
  }

  private void click(int instance) {
    if (senders.size() < 4) {
      senders.add(new Sender(this, instance));
    }
  }

  private void proceed(Sender sender) {
    if (sender.proceed() == Sender.Pace.ENDED) {
      senders.remove(sender);
    }
  }

  private void pass(long millis) {
    long left = millis;
    while (left > 0) {
      long part = Math.min(left, provider.nextLandingMillis());
      ticker.advance(Duration.ofMillis(part));
      provider.land();
      check();
      left -= part;
    }
  }

  private void check() {
    int most = terms.kind() == Terms.Kind.NOTHING ? terms.readTimeoutCap() : 1;
    if (provider.deliveries() > most) {
      throw new AssertionError("L1: delivered " + provider.deliveries() + " times; " + order());
    }
    var order = order();
    var state = order.map(Order::state).orElse(OrderState.ACCEPTED);
    if ((state == OrderState.REFUSED || state == OrderState.VOID) && provider.mayDeliver()) {
      throw new AssertionError("L4: " + state + " and yet it lands; " + order);
    }
    if (state == OrderState.DELIVERED && provider.deliveries() == 0) {
      throw new AssertionError("L3: delivered without a delivery; " + order);
    }
    if (finalAnswer.isPresent() && !finalAnswer.equals(order)) {
      throw new AssertionError("L5: was " + finalAnswer + ", is " + order);
    }
    finalAnswer = order.filter(Order::isFinal);
  }
}
