package bestow.quota;

import bestow.quota.PoolStore.Provision;
import bestow.quota.PoolStore.Provisioned;
import bestow.quota.PoolStore.Return;
import bestow.quota.PoolStore.Share;
import bestow.quota.Reservoir.Dealings;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/// Moves stock to where the claims are. A reservoir leases units to a bucket; when it has none left
/// the buckets give back what they can spare. Each move has a number, and two steps: one takes the
/// units and remembers them, the other puts them where they go. A crash in between loses nothing,
/// since the next move repeats it. Safe for use by many threads.
final class Borrowing {
  private static final Logger LOG = Logger.getLogger(Borrowing.class.getName());

  /// A lease costs two scripts and a further round of the claim, so it should serve a few claims.
  private static final long LEAST = 8;

  /// Each round ends with stock that moved, or with the certainty that there is none; only others
  /// who move stock at the same time make for another one.
  private static final int ROUNDS_MAX = 8;

  private final PoolStore store;
  private final Sight sight;
  private final Together together;
  private final QuotaMetrics metrics;
  private final LongSupplier patienceNanos;
  private final Executor later;
  private final Flights<Errand> leases = new Flights<>();
  private final Flights<PoolId> gatherings = new Flights<>();

  /// A lease for one bucket.
  private record Errand(PoolId pool, int bucket) {}

  Borrowing(Means means) {
    store = means.pools();
    sight = means.sight();
    together = means.together();
    metrics = means.metrics();
    patienceNanos = means.patienceNanos();
    later = means.later();
  }

  /// Sees to it that a pool has what the revision says. What is too much is called back from the
  /// buckets, as far as it is free, while the claim goes on.
  Provisioned provision(PoolId pool, Provision provision) throws StoreFailure {
    if (sight.covers(pool, provision)) {
      return new Provisioned.Done(0);
    }
    var provisioned = store.provision(pool, provision);
    if (provisioned instanceof Provisioned.Done(long excess)) {
      sight.provisioned(pool, provision);
      if (excess > 0) {
        later.execute(() -> recallOrForget(pool, excess));
      }
    }
    return provisioned;
  }

  /// Brings units to an empty bucket, or leaves that to somebody who is at it already.
  ///
  /// @param had how many leases the empty bucket has had
  /// @return false when neither the reservoir nor any bucket has a unit
  boolean refill(PoolId pool, int bucket, long had) throws StoreFailure {
    if (sight.dry(pool)) {
      return false;
    }
    leases.fly(
        new Errand(pool, bucket), patienceNanos.getAsLong(), () -> lease(pool, bucket, had + 1));
    return !sight.dry(pool);
  }

  private void lease(PoolId pool, int bucket, long number) throws StoreFailure {
    switch (store.lease(pool, bucket, number, LEAST)) {
      case Lease.Leased(long amount, long free) -> {
        store.grant(pool, bucket, number, amount);
        metrics.leased(pool, free);
      }
      case Lease.Stale() -> {}
      case Lease.Dry() -> gatherings.fly(pool, patienceNanos.getAsLong(), () -> gather(pool));
    }
  }

  /// Has all buckets give back half of what they have free. Dry for sure is a pool whose buckets
  /// were all found empty while nothing went into or out of its reservoir.
  private void gather(PoolId pool) throws StoreFailure {
    for (int round = 0; round < ROUNDS_MAX; round++) {
      var before = reservoir(pool);
      if (before.free() > 0) {
        return;
      }
      var given =
          together.map(
              IntStream.range(0, before.buckets()).boxed().toList(),
              bucket ->
                  give(pool, bucket, before.dealings().get(bucket), new Share.Half()).amount());
      if (given.stream().anyMatch(amount -> amount > 0)) {
        metrics.gathered();
        return;
      }
      var after = reservoir(pool);
      if (after.free() == 0 && after.moves() == before.moves()) {
        sight.dried(pool);
        metrics.dried();
        return;
      }
    }
  }

  private void recallOrForget(PoolId pool, long excess) {
    try {
      recall(pool, excess);
    } catch (StoreFailure e) {
      LOG.log(Level.WARNING, "Some of {0} is still to be called back: {1}", named(pool, e));
      // The next claim provisions again and is told of the excess that is left.
      sight.forget(pool);
    }
  }

  private static Object[] named(PoolId pool, StoreFailure failure) {
    return new Object[] {pool, failure.why()};
  }

  /// Calls free units back until no more than asked are configured.
  private void recall(PoolId pool, long tooMany) throws StoreFailure {
    long excess = tooMany;
    for (int round = 0; round < ROUNDS_MAX && excess > 0; round++) {
      var reservoir = reservoir(pool);
      long before = excess;
      for (int bucket = 0; bucket < reservoir.buckets() && excess > 0; bucket++) {
        var seen = reservoir.dealings().get(bucket);
        var back = store.giveBack(pool, bucket, seen, new Share.Most(excess));
        if (back.amount() > 0) {
          excess = store.takeBack(pool, bucket, back);
        }
      }
      if (excess == before) {
        return;
      }
    }
  }

  private Return give(PoolId pool, int bucket, Dealings seen, Share share) throws StoreFailure {
    var back = store.giveBack(pool, bucket, seen, share);
    if (back.amount() > 0) {
      long _ = store.takeBack(pool, bucket, back);
    }
    return back;
  }

  private Reservoir reservoir(PoolId pool) throws StoreFailure {
    return store
        .reservoir(pool)
        .orElseThrow(
            () ->
                new StoreFailure(
                    StoreFailure.Effect.BROKEN, "the reservoir of " + pool + " is gone"));
  }
}
