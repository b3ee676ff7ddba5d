package bestow.reporting;

import bestow.mesh.Ticker;
import bestow.store.Store;
import bestow.store.StoreSettings;
import bestow.testing.Eventually;
import bestow.testing.RedisProcess;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;

/// A real Redis with reporting's store on it.
final class RedisFixture implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final RedisProcess redis = RedisProcess.start();
  private final Store store =
      Store.open(
          StoreSettings.of(redis.host(), redis.port(), "", "", "reporting")
              .timed(Duration.ofSeconds(10), Duration.ofSeconds(10)),
          Ticker.system(),
          OpenTelemetry.noop(),
          RedisReportingStore.SCRIPTS);

  RedisFixture() {
    Eventually.within(SOON, store::reachable, "the store reaches its Redis");
  }

  RedisProcess redis() {
    return redis;
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
