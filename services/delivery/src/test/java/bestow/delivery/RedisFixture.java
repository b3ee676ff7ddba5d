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
import java.util.Optional;

/// Delivery's store over a real Redis.
final class RedisFixture implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final RedisProcess redis;
  private final Store store;
  private final RedisOrderStore orders;

  private RedisFixture(RedisProcess redis, Store store) {
    this.redis = redis;
    this.store = store;
    this.orders = new RedisOrderStore(store);
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
