package bestow.delivery;

import bestow.simulation.Chaos;
import bestow.simulation.Judge;
import bestow.simulation.Lagging;
import bestow.simulation.Shortcut;
import bestow.wire.config.Lane;
import bestow.wire.delivery.OrderState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Delivery's store in a simulated world: the pure model of its scripts, each step of which may
/// fail as the world wants it. Nothing in it is lost but by a failover; every version of every
/// order is seen.
public final class SimulatedOrders {
  private final Lagging<Kept> kept;
  private final Map<String, SimulatedProvider> providers = new HashMap<>();
  private final Chaos chaos;
  private final Shortcut shortcut;
  private final Judge judge;

  /// All that it has: the store, and the newest version of each order in it.
  private record Kept(MemoryOrderStore store, Map<OrderNumber, Order> orders) {
    Kept copy() {
      return new Kept(store.copy(), new LinkedHashMap<>(orders));
    }
  }

  /// @param lagNanos how far a replica may be behind; 0 for none
  public SimulatedOrders(Chaos chaos, Shortcut shortcut, Judge judge, long lagNanos) {
    this.chaos = chaos;
    this.shortcut = shortcut;
    this.judge = judge;
    var nothing = new Kept(new MemoryOrderStore(), new LinkedHashMap<>());
    this.kept = new Lagging<>(nothing, Kept::copy, lagNanos);
  }

  /// A replica takes over that is so far behind.
  public void failOver(long behindNanos) {
    judge.lost(kept.failOver(chaos.nanos(), behindNanos));
  }

  /// The numbers of all orders.
  public List<String> numbers() {
    return orders().keySet().stream().map(OrderNumber::value).toList();
  }

  private Map<OrderNumber, Order> orders() {
    return kept.now().orders();
  }

  private MemoryOrderStore memory() {
    return kept.now().store();
  }

  /// Where the order stands; nothing where it was never written down.
  public Optional<OrderState> state(String number) {
    return Optional.ofNullable(orders().get(new OrderNumber(number))).map(Order::state);
  }

  /// Looks at the providers with every step of an order.
  public void watch(Map<String, SimulatedProvider> all) {
    providers.putAll(all);
  }

  /// Whether nothing more will be done for any order.
  public boolean quiet() {
    return orders().values().stream().allMatch(order -> order.isFinal() || order.isDead());
  }

  /// All orders, for whoever looks into a failure.
  @Override
  public String toString() {
    return orders().values().toString();
  }

  List<OrderNumber> due(long now) {
    var due = new ArrayList<OrderNumber>();
    for (var order : orders().values()) {
      if (order.dueAt() != 0 && order.dueAt() <= now) {
        due.add(order.number());
      }
    }
    return due;
  }

  List<OrderNumber> dead() {
    return orders().values().stream().filter(Order::isDead).map(Order::number).toList();
  }

  OrderStore store() {
    return new Failing();
  }

  /// L5: a final answer stays, and versions only go forward. L7: no more attempts of unknown end
  /// than the cap.
  private void written(Order next) {
    var before = orders().put(next.number(), next);
    if (before != null) {
      boolean wanted = next.state() == OrderState.REVOKING;
      if (before.isFinal() && !wanted && !before.equals(next)) {
        breach("L5", next, "was " + before + ", is " + next);
      }
      if (next.version() < before.version()) {
        breach("L5", next, "went back from " + before + " to " + next);
      }
    }
    var asked = next.asked();
    int open =
        orders().values().stream()
            .filter(order -> order.asked().sameGift(asked))
            .mapToInt(order -> order.risks().taken())
            .sum();
    if (next.risks().cap() > 0 && open > next.risks().cap()) {
      breach("L7", next, open + " attempts of unknown end; " + next);
    }
    boolean ended = next.state() == OrderState.REFUSED || next.state() == OrderState.VOID;
    if (ended && mayDeliver(next)) {
      breach("L4", next, "it lands, and yet: " + next);
    }
  }

  private void breach(String law, Order order, String what) {
    judge.breach(law, order.number().value(), what);
  }

  private boolean mayDeliver(Order order) {
    return Optional.ofNullable(providers.get(order.asked().gift()))
        .filter(provider -> provider.mayDeliver(order.number().value()))
        .isPresent();
  }

  private final class Failing implements OrderStore {
    @Override
    public Read read(OrderNumber number) {
      chaos.step();
      return chaos.fault() == Chaos.Fault.NONE
          ? memory().read(number)
          : new Read.Unanswered("no answer");
    }

    @Override
    public Written write(Optional<Order> expected, Order next) {
      if (shortcut == Shortcut.NO_WRITE_AHEAD && next.state() == OrderState.ATTEMPTING) {
        return new Written.Done();
      }
      chaos.step();
      var written = attempt(expected, next);
      // Whoever wrote it may stand still before it does what it wrote.
      chaos.step();
      return written;
    }

    private Written attempt(Optional<Order> expected, Order next) {
      return switch (chaos.fault()) {
        case NONE -> put(expected, next);
        case NOT_DONE -> new Written.NotSent("not reached");
        case NOT_DONE_UNKNOWN -> new Written.InDoubt("no answer");
        case DONE_UNKNOWN -> {
          var _ = put(expected, next);
          yield new Written.InDoubt("no answer");
        }
      };
    }

    private Written put(Optional<Order> expected, Order next) {
      kept.writes(chaos.nanos());
      var written = memory().write(expected, next);
      if (written instanceof Written.Done
          && memory().read(next.number()) instanceof Read.Is(var now)
          && now.equals(Optional.of(next))) {
        written(next);
      }
      return written;
    }

    @Override
    public Due due(Lane lane, int shard, long now, int most) {
      return memory().due(lane, shard, now, most);
    }

    @Override
    public void putOff(Lane lane, OrderNumber number, long dueAt) {
      memory().putOff(lane, number, dueAt);
    }

    @Override
    public Dead dead(int shard, Letter after, int most) {
      return memory().dead(shard, after, most);
    }
  }
}
