package bestow.quota;

import bestow.quota.StoreFailure.Effect;
import bestow.wire.quota.SettleRequest.End;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A store whose n-th step from now on fails: before it happened, or after.
final class FlakyStore implements QuotaStore, PoolStore {
  private final Stores stores;
  private int left = Integer.MAX_VALUE;
  private Effect effect = Effect.NONE;
  private int steps;
  private String failed = "none";
  private final Map<String, Runnable> after = new HashMap<>();

  FlakyStore(Stores stores) {
    this.stores = stores;
  }

  /// The step after `steps` others fails: with `NONE` it does not happen, with `UNKNOWN` it does
  /// and nobody is told.
  void failAfter(int steps, Effect effect) {
    left = steps;
    this.effect = effect;
  }

  /// No further step fails.
  void heal() {
    left = Integer.MAX_VALUE;
  }

  /// How many steps were taken so far.
  int steps() {
    return steps;
  }

  /// Which step failed last.
  String failed() {
    return failed;
  }

  /// Right after the next step of that name, something else happens.
  void afterNext(String name, Runnable what) {
    after.put(name, what);
  }

  private interface Step<T> {
    T take() throws StoreFailure;
  }

  private <T> T at(String name, Step<T> step) throws StoreFailure {
    steps++;
    if (left-- != 0) {
      var taken = step.take();
      Optional.ofNullable(after.remove(name)).ifPresent(Runnable::run);
      return taken;
    }
    failed = name;
    if (effect == Effect.UNKNOWN) {
      var _ = step.take();
    }
    throw new StoreFailure(effect, "the test wants it so");
  }

  @Override
  public Holding hold(Taking taking) throws StoreFailure {
    return at("hold", () -> stores.quota().hold(taking));
  }

  @Override
  public List<Holding.Lack> lacks(Taking taking) throws StoreFailure {
    return at("lacks", () -> stores.quota().lacks(taking));
  }

  @Override
  public Settling settle(OrderNumber order, End end) throws StoreFailure {
    return at("settle", () -> stores.quota().settle(order, end));
  }

  @Override
  public Optional<Long> promise(OrderNumber order, long by) throws StoreFailure {
    return at("promise", () -> stores.quota().promise(order, by));
  }

  @Override
  public Optional<OrderRecord> order(OrderNumber order) throws StoreFailure {
    return at("order", () -> stores.quota().order(order));
  }

  @Override
  public List<OrderRecord> orders(GiftId gift, UserId user, int bucket, int most)
      throws StoreFailure {
    return at("orders", () -> stores.quota().orders(gift, user, bucket, most));
  }

  @Override
  public Due due(int shard, long now, int most) throws StoreFailure {
    return at("due", () -> stores.quota().due(shard, now, most));
  }

  @Override
  public void postpone(OrderNumber order, long dueAt) throws StoreFailure {
    at(
        "postpone",
        () -> {
          stores.quota().postpone(order, dueAt);
          return order;
        });
  }

  @Override
  public KeyNote.Answer begin(KeyNote note) throws StoreFailure {
    return at("begin", () -> stores.quota().begin(note));
  }

  @Override
  public void end(KeyNote note) throws StoreFailure {
    at(
        "end",
        () -> {
          stores.quota().end(note);
          return note;
        });
  }

  @Override
  public Provisioned provision(PoolId pool, Provision provision) throws StoreFailure {
    return at("provision", () -> stores.pools().provision(pool, provision));
  }

  @Override
  public Lease lease(PoolId pool, int bucket, long lease, long least) throws StoreFailure {
    return at("lease", () -> stores.pools().lease(pool, bucket, lease, least));
  }

  @Override
  public void grant(PoolId pool, int bucket, long lease, long amount) throws StoreFailure {
    at(
        "grant",
        () -> {
          stores.pools().grant(pool, bucket, lease, amount);
          return lease;
        });
  }

  @Override
  public Return giveBack(PoolId pool, int bucket, Reservoir.Dealings seen, Share share)
      throws StoreFailure {
    return at("giveBack", () -> stores.pools().giveBack(pool, bucket, seen, share));
  }

  @Override
  public long takeBack(PoolId pool, int bucket, Return back) throws StoreFailure {
    return at("takeBack", () -> stores.pools().takeBack(pool, bucket, back));
  }

  @Override
  public Optional<Reservoir> reservoir(PoolId pool) throws StoreFailure {
    return at("reservoir", () -> stores.pools().reservoir(pool));
  }

  @Override
  public Bucket bucket(PoolId pool, int bucket) throws StoreFailure {
    return at("bucket", () -> stores.pools().bucket(pool, bucket));
  }
}
