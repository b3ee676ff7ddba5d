package bestow.delivery;

import bestow.mesh.Ticker;
import bestow.store.Address;
import bestow.store.Store;
import bestow.store.StoreSettings;
import bestow.testing.Eventually;
import bestow.testing.RedisCluster;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import bestow.wire.config.Lane;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Delivery's store over a real Redis or Redis Cluster.
final class RedisFixture implements AutoCloseable {

  /// When the campaign of every sample ends: 2100-01-01.
  static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

  private static final Keeping KEEPING = new Keeping(_ -> Optional.of(END), Duration.ofDays(30));

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Function<String, RedisProcess> holder;
  private final Runnable end;
  private final Store store;
  private final RedisOrderStore orders;

  /// @param holder who has a key
  /// @param end ends every process
  private RedisFixture(Function<String, RedisProcess> holder, Runnable end, Store store) {
    this.holder = holder;
    this.end = end;
    this.store = store;
    this.orders = new RedisOrderStore(store, KEEPING);
  }

  static RedisFixture start() {
    var redis = RedisProcess.start(RedisOptions.DEFAULT.withFsyncAlways());
    return new RedisFixture(_ -> redis, redis::close, opened(settings(redis)));
  }

  /// One that does not wait for its disk, and is waited for: where only its answers matter.
  static RedisFixture quick() {
    var redis = RedisProcess.start(RedisOptions.DEFAULT);
    var settings = settings(redis).timed(LIMIT, Duration.ofSeconds(5));
    return new RedisFixture(_ -> redis, redis::close, opened(settings));
  }

  private static StoreSettings settings(RedisProcess redis) {
    return StoreSettings.of(redis.host(), redis.port(), "", "", "delivery");
  }

  /// Over six processes, each master's replica has what is answered.
  static RedisFixture cluster() {
    return over(RedisCluster.start(RedisOptions.DEFAULT.withFsyncAlways()));
  }

  /// Over somebody's cluster, which ends with it.
  static RedisFixture over(RedisCluster cluster) {
    var seed = cluster.nodes().getLast();
    var settings =
        StoreSettings.of(seed.host(), seed.port(), "", "", "delivery")
            .clustered(List.of(new Address(seed.host(), seed.port())))
            .timed(Duration.ofSeconds(2), Duration.ofMillis(500))
            .replicated(new StoreSettings.Replicas(1, Duration.ofMillis(500)));
    var fixture = new RedisFixture(cluster::master, cluster::close, opened(settings));
    Eventually.within(LIMIT, fixture::servesAll, "every master lets us in");
    return fixture;
  }

  private static Store opened(StoreSettings settings) {
    var store = Store.open(settings, Ticker.system(), OpenTelemetry.noop(), Scripts.ALL);
    Eventually.within(LIMIT, store::reachable, "the store is connected");
    return store;
  }

  private boolean servesAll() {
    return IntStream.range(0, 256)
        .filter(shard -> shard % 16 == 0)
        .mapToObj(shard -> orders.read(Samples.number(shard)))
        .allMatch(OrderStore.Read.Is.class::isInstance);
  }

  /// The one process, where there is one.
  RedisProcess redis() {
    return holder.apply("");
  }

  Store store() {
    return store;
  }

  RedisOrderStore orders() {
    return orders;
  }

  RedisBundleStore bundles() {
    return new RedisBundleStore(store, KEEPING);
  }

  RedisCodeStore codes() {
    return new RedisCodeStore(store);
  }

  RedisAllowance allowance() {
    return new RedisAllowance(store);
  }

  Optional<Long> due(OrderNumber number) {
    var index = due(Lane.FAST, number);
    var score = holder.apply(index).command("ZSCORE", index, number.value());
    return score.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(score));
  }

  /// When the record goes, as Redis says it.
  String expiry(OrderNumber number) {
    return redis().command("PEXPIRETIME", RedisOrderStore.order(number));
  }

  static String due(Lane lane, OrderNumber number) {
    return RedisOrderStore.due(lane, number.shard());
  }

  void damage(OrderNumber number, String text) {
    var key = RedisOrderStore.order(number);
    var _ = holder.apply(key).command("SET", key, text);
  }

  @Override
  public void close() {
    store.close();
    end.run();
  }
}
