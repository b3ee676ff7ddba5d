package bestow.store;

import bestow.mesh.Ticker;
import bestow.testing.Eventually;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// A real Redis with a store in front of it.
///
/// @param redis the process
/// @param store a store of it, which knows the scripts of [Scripts]
/// @param seen what the store told about itself
record StoreFixture(RedisProcess redis, Store store, Seen seen) implements AutoCloseable {

  /// Far longer than anything takes here, so that only a fault ends a wait.
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Longer than [#PATIENCE]: whoever waits this long hangs.
  static final Duration NEVER = Duration.ofMinutes(1);

  /// A Redis of default settings and a store that is up.
  static StoreFixture up() {
    return up(RedisProcess.start(RedisOptions.DEFAULT), StoreSettings.CONNECTIONS);
  }

  /// A store of a Redis with so many connections, once they are up. No call times out by itself.
  static StoreFixture up(RedisProcess redis, int connections) {
    StoreSettings settings = settings(redis);
    return up(redis, settings.limited(connections, settings.queueMax(), settings.batchMax()));
  }

  /// A store of these settings, once all its connections are up.
  static StoreFixture up(RedisProcess redis, StoreSettings settings) {
    StoreFixture fixture = open(redis, settings);
    fixture.awaitConnections(settings.connections());
    return fixture;
  }

  /// A store of these settings, which may be up or not.
  static StoreFixture open(RedisProcess redis, StoreSettings settings) {
    Seen seen = new Seen();
    List<Script> scripts = List.of(Scripts.COUNT, Scripts.NOTE, Scripts.ECHO);
    return new StoreFixture(
        redis, Store.open(settings, Ticker.system(), seen.sdk(), scripts), seen);
  }

  /// Settings for a Redis without a password, with timeouts that nothing reaches.
  static StoreSettings settings(RedisProcess redis) {
    return StoreSettings.of(redis.host(), redis.port(), "", "", "quota").timed(NEVER, NEVER);
  }

  /// Begins something on a thread of its own.
  static <T> FutureTask<T> begin(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().start(task);
    return task;
  }

  /// What came of it, which must be there in a bounded time.
  static <T> T end(FutureTask<T> task) throws Exception {
    return task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /// Begins to note one more call under this key.
  FutureTask<StoreReply> beginNote(String key, String call) {
    return begin(() -> note(key, call));
  }

  /// Notes one more call under this key.
  StoreReply note(String key, String call) {
    return store.run(Scripts.NOTE, List.of(key), List.of(call));
  }

  /// Waits until so many connections are up.
  void awaitConnections(int count) {
    Eventually.within(
        PATIENCE,
        () -> seen.sum("bestow.store.connections.up", "") == count,
        count + " connections are up");
  }

  /// Waits until so many batches were taken to be sent since the start.
  void awaitBatches(int count) {
    Eventually.within(
        PATIENCE,
        () -> seen.count("bestow.store.batch.size", "") == count,
        count + " batches were sent");
  }

  /// Waits until so many calls wait to be sent.
  void awaitWaiting(int count) {
    Eventually.within(
        PATIENCE, () -> seen.sum("bestow.store.queue.depth", "") == count, count + " calls wait");
  }

  /// Redis first: what a frozen one still owes would be waited for.
  @Override
  public void close() {
    redis.close();
    store.close();
  }
}
