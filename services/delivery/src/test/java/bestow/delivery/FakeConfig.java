package bestow.delivery;

import bestow.mesh.Call;
import bestow.mesh.Callee;
import bestow.mesh.Headers;
import bestow.mesh.Outcome;
import bestow.mesh.Phase;
import bestow.mesh.Trail;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.config.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Config's door for copies, without a network: answers with what is published once it is newer
/// than what is asked for.
final class FakeConfig implements Callee, AutoCloseable {

  private static final Codec<Snapshot> SNAPSHOTS = Json.codec(Snapshot.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Snapshot published = new Snapshot(0, List.of());
  private boolean closed;

  void publish(Snapshot next) {
    lock.lock();
    try {
      published = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Outcome call(Call call) {
    var trail = new Trail("config", Optional.empty(), 1, Phase.READ, 1, Duration.ZERO);
    int from = call.path().indexOf("after=") + 6;
    long after = Long.parseLong(call.path().substring(from, call.path().indexOf('&', from)));
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(25);
      while (published.version() <= after && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return closed
          ? new Outcome.NotSent("config is gone", trail)
          : new Outcome.Answered(200, Headers.none(), SNAPSHOTS.write(published), trail);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Outcome.NotSent("interrupted", trail);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
