package bestow.quota;

import bestow.mesh.Ticker;
import bestow.store.Store;
import bestow.store.StoreSettings;
import bestow.testing.Eventually;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;

/// A store of either kind, whole.
///
/// @param name which kind
/// @param quota limits and orders
/// @param pools reservoirs and buckets
/// @param end what has to be ended with it
record Stores(String name, QuotaStore quota, PoolStore pools, AutoCloseable end)
    implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(30);

  /// Slow machines answer late, and no test here is about that.
  private static final Duration PATIENT = Duration.ofSeconds(20);

  static Stores memory() {
    var pools = new MemoryPoolStore();
    return new Stores("memory", new MemoryQuotaStore(pools), pools, () -> {});
  }

  /// On a Redis of its own.
  static Stores redis() {
    return ending("redis", RedisProcess.start(RedisOptions.DEFAULT));
  }

  /// On a Redis Cluster of its own, of one node: it refuses a script that leaves its hash slot.
  static Stores cluster() {
    var redis = RedisProcess.start(RedisOptions.DEFAULT.with("cluster-enabled", "yes"));
    var _ = redis.command("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
    Eventually.within(
        SOON, () -> redis.command("CLUSTER", "INFO").contains("cluster_state:ok"), "it is one");
    return ending("cluster", redis);
  }

  private static Stores ending(String name, RedisProcess redis) {
    var stores = on(redis);
    return new Stores(
        name,
        stores.quota,
        stores.pools,
        () -> {
          stores.close();
          redis.close();
        });
  }

  /// On somebody's Redis.
  static Stores on(RedisProcess redis) {
    var store = open(redis);
    var scripts = new Scripts(store);
    return new Stores(
        "redis",
        new RedisQuotaStore(scripts, Duration.ofDays(30)),
        new RedisPoolStore(scripts),
        store);
  }

  /// Connections to somebody's Redis.
  static Store open(RedisProcess redis) {
    var settings =
        StoreSettings.of(redis.host(), redis.port(), "", "", "quota")
            .timed(PATIENT, Duration.ofSeconds(5));
    var store = Store.open(settings, Ticker.system(), OpenTelemetry.noop(), Scripts.all());
    Eventually.within(SOON, store::reachable, "Redis lets us in");
    return store;
  }

  @Override
  public void close() {
    try {
      end.close();
    } catch (Exception e) {
      // AutoCloseable says Exception; a store throws none.
      throw new IllegalStateException("The store did not end", e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
