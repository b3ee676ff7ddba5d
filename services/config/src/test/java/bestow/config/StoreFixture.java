package bestow.config;

import bestow.mesh.Ticker;
import bestow.store.Store;
import bestow.store.StoreSettings;
import bestow.testing.Eventually;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;

/// A real Redis that syncs before each answer, with config's store on it.
final class StoreFixture implements AutoCloseable {
  /// For a broken run; a machine under load may take long to connect.
  static final Duration SOON = Duration.ofSeconds(20);

  private final RedisProcess redis;
  private final Store store;

  private StoreFixture(RedisProcess redis, Store store) {
    this.redis = redis;
    this.store = store;
  }

  static StoreFixture start() {
    var redis = RedisProcess.start(RedisOptions.DEFAULT.withFsyncAlways());
    var store = open(redis);
    return new StoreFixture(redis, store);
  }

  /// One more store on the same Redis, as another instance has it.
  static Store open(RedisProcess redis) {
    var settings =
        StoreSettings.of(redis.host(), redis.port(), "", "", "config")
            .timed(Duration.ofSeconds(10), Duration.ofSeconds(10));
    var store =
        Store.open(settings, Ticker.system(), OpenTelemetry.noop(), RedisConfigStore.SCRIPTS);
    Eventually.within(SOON, store::reachable, "the store reaches its Redis");
    return store;
  }

  RedisProcess redis() {
    return redis;
  }

  ConfigStore configs() {
    return new RedisConfigStore(store);
  }

  Store store() {
    return store;
  }

  @Override
  public void close() {
    store.close();
    redis.close();
  }
}
