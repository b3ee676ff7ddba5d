package bestow.quota;

import bestow.quota.StoreFailure.Effect;
import bestow.simulation.Chaos;
import bestow.simulation.Judge;
import bestow.simulation.Lagging;
import bestow.simulation.Shortcut;
import bestow.wire.quota.HoldRequest.Limits;
import bestow.wire.quota.HoldState;
import bestow.wire.quota.SettleRequest.End;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Quota's store in a simulated world: the pure model of its scripts, each step of which may fail
/// as the world wants it. Nothing in it is lost but by a failover.
public final class SimulatedStock {
  private final Lagging<Kept> kept;
  private final Map<GiftId, Limits> limits = new HashMap<>();
  private final Map<OrderNumber, HoldState> ends = new HashMap<>();
  private final Chaos chaos;
  private final Shortcut shortcut;
  private final Judge judge;

  /// All that it has.
  private record Kept(MemoryPoolStore pools, MemoryQuotaStore orders) {
    Kept copy() {
      var others = pools.copy();
      return new Kept(others, orders.copy(others));
    }
  }

  /// @param lagNanos how far a replica may be behind; 0 for none
  public SimulatedStock(Chaos chaos, Shortcut shortcut, Judge judge, long lagNanos) {
    this.chaos = chaos;
    this.shortcut = shortcut;
    this.judge = judge;
    var none = new MemoryPoolStore();
    this.kept = new Lagging<>(new Kept(none, new MemoryQuotaStore(none)), Kept::copy, lagNanos);
  }

  /// A replica takes over that is so far behind.
  public void failOver(long behindNanos) {
    judge.lost(kept.failOver(chaos.nanos(), behindNanos));
  }

  private MemoryPoolStore all() {
    return kept.now().pools();
  }

  private MemoryQuotaStore memory() {
    return kept.now().orders();
  }

  /// Offers a gift.
  public void offer(String gift, Limits rules) {
    limits.put(new GiftId("spring", gift), rules);
  }

  Limits limits(GiftId gift) {
    return Optional.ofNullable(limits.get(gift)).orElseThrow();
  }

  /// L2 and L6 for one gift and these users; and that no order which has its end gets another.
  public void check(String gift, List<String> users) {
    var id = new GiftId("spring", gift);
    var rules = limits(id);
    var known = users.stream().map(UserId::new).toList();
    try {
      new Laws(new Stores("model", memory(), all(), () -> {}), known)
          .check(id, rules.buckets(), rules.perUser(), Set.of());
    } catch (StoreFailure e) {
      throw new IllegalStateException("the model never fails", e);
    }
    for (var user : known) {
      for (var order :
          memory().orders(id, user, Layout.bucket(id, user, rules.buckets()), 10_000)) {
        var before = ends.put(order.number(), order.state());
        if (before != null && before != HoldState.HELD && before != order.state()) {
          judge.breach("L5", order.number().value(), "quota had " + before + " for " + order);
        }
      }
    }
  }

  /// How the orders of these users stand, by number.
  public Map<String, HoldState> states(String gift, List<String> users) {
    var id = new GiftId("spring", gift);
    Map<String, HoldState> states = new HashMap<>();
    for (var user : users) {
      var who = new UserId(user);
      int bucket = Layout.bucket(id, who, limits(id).buckets());
      for (var order : memory().orders(id, who, bucket, 10_000)) {
        states.put(order.number().value(), order.state());
      }
    }
    return states;
  }

  /// Whether no order is held any more.
  public boolean quiet() {
    return memory().dueCount() == 0;
  }

  QuotaStore orders() {
    return new Failing();
  }

  PoolStore pools() {
    return new FailingPools();
  }

  private interface Step<T> {
    T take() throws StoreFailure;
  }

  /// L2 for each bucket of each gift.
  private void checkSums() {
    limits.forEach(
        (gift, rules) -> {
          for (int b = 0; b < rules.buckets(); b++) {
            var bucket = all().bucket(PoolId.stock(gift), b);
            long sum = bucket.free() + bucket.held() + bucket.confirmed();
            if (bucket.free() < 0 || bucket.held() < 0 || sum != bucket.leased()) {
              throw new AssertionError("L2: " + gift + " has " + bucket);
            }
          }
        });
  }

  /// A step that writes.
  private <T> T at(Step<T> step) throws StoreFailure {
    return look(
        () -> {
          kept.writes(chaos.nanos());
          return step.take();
        });
  }

  private <T> T look(Step<T> step) throws StoreFailure {
    chaos.step();
    checkSums();
    return switch (chaos.fault()) {
      case NONE -> step.take();
      case NOT_DONE -> throw new StoreFailure(Effect.NONE, "not reached");
      case NOT_DONE_UNKNOWN -> throw new StoreFailure(Effect.UNKNOWN, "no answer");
      case DONE_UNKNOWN -> {
        var _ = step.take();
        throw new StoreFailure(Effect.UNKNOWN, "no answer");
      }
    };
  }

  private final class Failing implements QuotaStore {
    @Override
    public Holding hold(Taking taking) throws StoreFailure {
      return at(() -> memory().hold(taking));
    }

    @Override
    public List<Holding.Lack> lacks(Taking taking) throws StoreFailure {
      return look(() -> memory().lacks(taking));
    }

    @Override
    public Settling settle(OrderNumber order, End end) throws StoreFailure {
      return at(() -> memory().settle(order, end));
    }

    @Override
    public Optional<Long> promise(OrderNumber order, long by) throws StoreFailure {
      return at(
          () -> {
            if (shortcut == Shortcut.LATE_PROMISE) {
              memory().forgetQuestions();
            }
            return memory().promise(order, by);
          });
    }

    @Override
    public List<OrderRecord> orders(GiftId gift, UserId user, int bucket, int most)
        throws StoreFailure {
      return look(() -> memory().orders(gift, user, bucket, most));
    }

    @Override
    public Optional<OrderRecord> order(OrderNumber number) throws StoreFailure {
      return look(() -> memory().order(number));
    }

    @Override
    public Due due(int shard, long now, int most) throws StoreFailure {
      var due = memory().due(shard, now, most);
      // Most shards have nothing, and a look changes nothing: only what is found takes time.
      return due.orders().isEmpty() ? due : look(() -> due);
    }

    @Override
    public void postpone(OrderNumber order, long dueAt) throws StoreFailure {
      var _ =
          at(
              () -> {
                memory().postpone(order, dueAt);
                return order;
              });
    }

    @Override
    public KeyNote.Answer begin(KeyNote note) {
      return memory().begin(note);
    }

    @Override
    public void end(KeyNote note) {
      memory().end(note);
    }
  }

  private final class FailingPools implements PoolStore {
    @Override
    public Provisioned provision(PoolId pool, Provision provision) throws StoreFailure {
      return at(() -> all().provision(pool, provision));
    }

    @Override
    public Lease lease(PoolId pool, int bucket, long lease, long least) throws StoreFailure {
      return at(() -> all().lease(pool, bucket, lease, least));
    }

    @Override
    public void grant(PoolId pool, int bucket, long lease, long amount) throws StoreFailure {
      var _ =
          at(
              () -> {
                all().grant(pool, bucket, lease, amount);
                return lease;
              });
    }

    @Override
    public Return giveBack(PoolId pool, int bucket, Reservoir.Dealings seen, Share share)
        throws StoreFailure {
      return at(() -> all().giveBack(pool, bucket, seen, share));
    }

    @Override
    public long takeBack(PoolId pool, int bucket, Return back) throws StoreFailure {
      return at(() -> all().takeBack(pool, bucket, back));
    }

    @Override
    public Optional<Reservoir> reservoir(PoolId pool) throws StoreFailure {
      return look(() -> all().reservoir(pool));
    }

    @Override
    public Bucket bucket(PoolId pool, int bucket) throws StoreFailure {
      return look(() -> all().bucket(pool, bucket));
    }
  }
}
