package bestow.quota;

import bestow.quota.StoreFailure.Effect;
import bestow.wire.quota.SettleRequest.End;
import java.util.List;
import java.util.Optional;

/// A store whose n-th step from now on fails: before it happened, or after.
final class FlakyStore implements QuotaStore, PoolStore {
  private final Stores stores;
  private int left = Integer.MAX_VALUE;
  private Effect effect = Effect.NONE;
  private int steps;

  FlakyStore(Stores stores) {
    this.stores = stores;
  }

  /// The step after `steps` others fails: with `NONE` it does not happen, with `UNKNOWN` it does
  /// and
  /// nobody is told.
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

  private interface Step<T> {
    T take() throws StoreFailure;
  }

  private <T> T at(Step<T> step) throws StoreFailure {
    steps++;
    if (left-- != 0) {
      return step.take();
    }
    if (effect == Effect.UNKNOWN) {
      var _ = step.take();
    }
    throw new StoreFailure(effect, "the test wants it so");
  }

  @Override
  public Holding hold(Taking taking) throws StoreFailure {
    return at(() -> stores.quota().hold(taking));
  }

  @Override
  public Settling settle(OrderNumber order, End end) throws StoreFailure {
    return at(() -> stores.quota().settle(order, end));
  }

  @Override
  public List<OrderRecord> orders(GiftId gift, UserId user, int bucket, int most)
      throws StoreFailure {
    return at(() -> stores.quota().orders(gift, user, bucket, most));
  }

  @Override
  public KeyNote.Answer begin(KeyNote note) throws StoreFailure {
    return at(() -> stores.quota().begin(note));
  }

  @Override
  public void end(KeyNote note) throws StoreFailure {
    at(
        () -> {
          stores.quota().end(note);
          return note;
        });
  }

  @Override
  public Provisioned provision(PoolId pool, Provision provision) throws StoreFailure {
    return at(() -> stores.pools().provision(pool, provision));
  }

  @Override
  public Lease lease(PoolId pool, int bucket, long lease, long least) throws StoreFailure {
    return at(() -> stores.pools().lease(pool, bucket, lease, least));
  }

  @Override
  public void grant(PoolId pool, int bucket, long lease, long amount) throws StoreFailure {
    at(
        () -> {
          stores.pools().grant(pool, bucket, lease, amount);
          return lease;
        });
  }

  @Override
  public Return giveBack(PoolId pool, int bucket, Reservoir.Dealings seen, Share share)
      throws StoreFailure {
    return at(() -> stores.pools().giveBack(pool, bucket, seen, share));
  }

  @Override
  public long takeBack(PoolId pool, int bucket, Return back) throws StoreFailure {
    return at(() -> stores.pools().takeBack(pool, bucket, back));
  }

  @Override
  public Optional<Reservoir> reservoir(PoolId pool) throws StoreFailure {
    return at(() -> stores.pools().reservoir(pool));
  }

  @Override
  public Bucket bucket(PoolId pool, int bucket) throws StoreFailure {
    return at(() -> stores.pools().bucket(pool, bucket));
  }
}
