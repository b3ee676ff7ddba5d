package bestow.delivery;

import bestow.mesh.Ticker;
import bestow.store.Store;
import bestow.store.StoreSettings;
import bestow.testing.Eventually;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import bestow.wire.config.Lane;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Delivery's store over a real Redis.
final class RedisFixture implements AutoCloseable {

  /// When the campaign of every sample ends: 2100-01-01.
  static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

  private static final Keeping KEEPING = new Keeping(_ -> Optional.of(END), Duration.ofDays(30));

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final RedisProcess redis;
  private final Store store;
  private final RedisOrderStore orders;

  private RedisFixture(RedisProcess redis, Store store) {
    this.redis = redis;
    this.store = store;
    this.orders = new RedisOrderStore(store, KEEPING);
  }

  static RedisFixture start() {
    var redis = RedisProcess.start(RedisOptions.DEFAULT.withFsyncAlways());
    var settings = StoreSettings.of(redis.host(), redis.port(), "", "", "delivery");
    var store = Store.open(settings, Ticker.system(), OpenTelemetry.noop(), Scripts.ALL);
    Eventually.within(LIMIT, store::reachable, "the store is connected");
    return new RedisFixture(redis, store);
  }

  RedisProcess redis() {
    return redis;
  }

  Store store() {
    return store;
  }

  RedisOrderStore orders() {
    return orders;
  }

  RedisCodeStore codes() {
    return new RedisCodeStore(store);
  }

  Optional<Long> due(OrderNumber number) {
    var score = redis.command("ZSCORE", due(Lane.FAST, number), number.value());
    return score.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(score));
  }

  /// When the record goes, as Redis says it.
  String expiry(OrderNumber number) {
    return redis.command("PEXPIRETIME", RedisOrderStore.order(number));
  }

  static String due(Lane lane, OrderNumber number) {
    return RedisOrderStore.due(lane, number.shard());
  }

  void damage(OrderNumber number, String text) {
    var _ = redis.command("SET", RedisOrderStore.order(number), text);
  }

  @Override
  public void close() {
    store.close();
    redis.close();
  }
}
