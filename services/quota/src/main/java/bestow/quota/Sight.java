package bestow.quota;

import bestow.mesh.Ticker;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/// What this process has seen of the pools, so that it need not ask again: which revision each has,
/// and for a short time that one is dry. Only work is saved by it; what is true stands in the
/// store. Safe for use by many threads.
final class Sight {
  /// Far more than the gifts of all campaigns that run at once, each with one day's share.
  private static final int POOLS_MAX = 10_000;

  private final ConcurrentHashMap<PoolId, PoolStore.Provision> provisions =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<PoolId, Long> dryTill = new ConcurrentHashMap<>();
  private final Ticker ticker;
  private final long dryNanos;

  /// @param dryTime how long a dry pool is taken for dry
  Sight(Ticker ticker, Duration dryTime) {
    this.ticker = ticker;
    this.dryNanos = dryTime.toNanos();
  }

  /// Whether the pool was provisioned at this revision or a later one.
  boolean covers(PoolId pool, PoolStore.Provision provision) {
    var seen = provisions.get(pool);
    return seen != null
        && seen.revision() >= provision.revision()
        && seen.buckets() == provision.buckets();
  }

  /// The pool is provisioned: whatever was seen of it before may have changed.
  void provisioned(PoolId pool, PoolStore.Provision provision) {
    if (provisions.size() >= POOLS_MAX) {
      provisions.clear();
    }
    provisions.merge(pool, provision, (a, b) -> a.revision() >= b.revision() ? a : b);
    stirred(pool);
  }

  /// The pool has to be provisioned again.
  void forget(PoolId pool) {
    provisions.remove(pool);
  }

  /// Neither the pool's reservoir nor any of its buckets has a unit.
  void dried(PoolId pool) {
    if (dryTill.size() >= POOLS_MAX) {
      dryTill.clear();
    }
    dryTill.put(pool, ticker.nanos() + dryNanos);
  }

  /// Whether the pool was found dry a short time ago and nothing came back since, as far as seen
  /// from here.
  boolean dry(PoolId pool) {
    var till = dryTill.get(pool);
    return till != null && ticker.nanos() - till < 0;
  }

  /// A unit came back to the pool.
  void stirred(PoolId pool) {
    dryTill.remove(pool);
  }
}
