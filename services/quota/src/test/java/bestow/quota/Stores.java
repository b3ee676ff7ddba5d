package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bestow.mesh.Ticker;
import bestow.store.Address;
import bestow.store.Store;
import bestow.store.StoreSettings;
import bestow.testing.Eventually;
import bestow.testing.RedisCluster;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import bestow.wire.quota.SettleRequest.End;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

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
    var redis = RedisProcess.start(RedisOptions.DEFAULT);
    var stores = on(redis);
    return new Stores(
        "redis",
        stores.quota,
        stores.pools,
        () -> {
          stores.close();
          redis.close();
        });
  }

  /// On a Redis Cluster of its own: three masters, each with a replica that has what is answered.
  static Stores cluster() {
    var cluster = RedisCluster.start(RedisOptions.DEFAULT);
    var stores = on(cluster);
    return new Stores(
        "cluster",
        stores.quota,
        stores.pools,
        () -> {
          cluster.close();
          stores.close();
        });
  }

  /// On somebody's Redis.
  static Stores on(RedisProcess redis) {
    return over("redis", open(redis));
  }

  /// On somebody's Redis Cluster.
  static Stores on(RedisCluster cluster) {
    var seed = cluster.nodes().getLast();
    var settings =
        StoreSettings.of(seed.host(), seed.port(), "", "", "quota")
            .clustered(List.of(new Address(seed.host(), seed.port())))
            .timed(Duration.ofSeconds(2), Duration.ofMillis(500))
            .replicated(new StoreSettings.Replicas(1, Duration.ofMillis(500)));
    var stores =
        over("cluster", Store.open(settings, Ticker.system(), OpenTelemetry.noop(), Scripts.all()));
    Eventually.within(SOON, () -> stores.servesAll(), "every master lets us in");
    return stores;
  }

  private static Stores over(String name, Store store) {
    var scripts = new Scripts(store);
    return new Stores(
        name,
        new RedisQuotaStore(scripts, Duration.ofDays(30)),
        new RedisPoolStore(scripts),
        store);
  }

  private boolean servesAll() throws StoreFailure {
    for (int shard = 0; shard < Layout.SHARDS; shard += 16) {
      var _ = quota.due(shard, 0, 1);
    }
    return true;
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

  /// Puts a claim's gift into its bucket: its stock, and the day's if it has a daily limit.
  Claims supplied(Claims claims) throws StoreFailure {
    supply(PoolId.stock(claims.gift()), claims.limits().stock());
    if (claims.taking().daily()) {
      supply(claims.taking().day(), Objects.requireNonNull(claims.limits().daily()));
    }
    return claims;
  }

  /// Puts all of a pool into its one bucket.
  void supply(PoolId pool, long units) throws StoreFailure {
    pools.provision(pool, new PoolStore.Provision(1, units, 1));
    pools.lease(pool, 0, 1, 1);
    pools.grant(pool, 0, 1, units);
  }

  Holding hold(Claims claims) throws StoreFailure {
    return quota.hold(claims.taking());
  }

  /// Holds one that is there.
  OrderNumber held(Claims claims) throws StoreFailure {
    return assertInstanceOf(Holding.Held.class, hold(claims)).order();
  }

  /// Settles an order that is open.
  void settle(OrderNumber order, End end) throws StoreFailure {
    assertInstanceOf(Settling.Settled.class, quota.settle(order, end));
  }

  /// The figures of the bucket of a claim's gift.
  Bucket figures(Claims claims) throws StoreFailure {
    return pools.bucket(PoolId.stock(claims.gift()), 0);
  }

  /// The figures of a bucket that has had one lease.
  static Bucket bucket(long free, long held, long confirmed) {
    return new Bucket(free, held, confirmed, free + held + confirmed, 1, 0, 0);
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
