package bestow.store;

import bestow.mesh.Ticker;
import bestow.testing.Eventually;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;

/// A real Redis with a store in front of it.
///
/// @param redis the process
/// @param store a store of it, with the scripts of [Scripts]
record StoreFixture(RedisProcess redis, Store store) implements AutoCloseable {

  /// Far longer than anything takes here, so that only a fault ends a wait.
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /// A Redis of default settings and a store that is up.
  static StoreFixture up() {
    RedisProcess redis = RedisProcess.start(RedisOptions.DEFAULT);
    return new StoreFixture(redis, up(settings(redis)));
  }

  /// A store of these settings, once it is up.
  static Store up(StoreSettings settings) {
    Store store = open(settings);
    Eventually.within(PATIENCE, store::reachable, "the store is up");
    return store;
  }

  /// A store of these settings, which may be up or not.
  static Store open(StoreSettings settings) {
    return Store.open(
        settings,
        Ticker.system(),
        OpenTelemetry.noop(),
        List.of(Scripts.COUNT, Scripts.NOTE, Scripts.ECHO));
  }

  /// Settings for the Redis with a timeout that no healthy call reaches.
  static StoreSettings settings(RedisProcess redis) {
    return StoreSettings.of(redis.host(), redis.port(), "", "", "quota")
        .timed(Duration.ofSeconds(20), Duration.ofSeconds(5));
  }

  @Override
  public void close() {
    store.close();
    redis.close();
  }
}
