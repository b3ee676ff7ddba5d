package bestow.delivery;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Who waits for the end of which order in this process. For any number of threads.
final class OrderWatch {

  private final Semaphore places;
  private final ConcurrentHashMap<OrderNumber, Set<CountDownLatch>> waiting =
      new ConcurrentHashMap<>();
  private volatile boolean leaving;

  /// @param waitersMax how many may wait; others are told to look and go
  OrderWatch(int waitersMax) {
    this.places = new Semaphore(waitersMax);
  }

  /// The process is about to go: nobody waits any more.
  void leave() {
    leaving = true;
    waiting.keySet().forEach(this::changed);
  }

  /// Something happened to the order: whoever waits for it looks again.
  void changed(OrderNumber number) {
    var waiters = waiting.remove(number);
    if (waiters != null) {
      waiters.forEach(CountDownLatch::countDown);
    }
  }

  /// A place to wait for the order, taken before it is looked at, so that no change is missed.
  Wait wait(OrderNumber number) {
    if (leaving || !places.tryAcquire()) {
      return new Wait(number, new CountDownLatch(0), Place.NONE);
    }
    var latch = new CountDownLatch(1);
    waiting.compute(
        number,
        (_, present) -> {
          var waiters = present == null ? new HashSet<CountDownLatch>() : present;
          waiters.add(latch);
          return waiters;
        });
    return new Wait(number, latch, Place.TAKEN);
  }

  private enum Place {
    TAKEN,
    NONE
  }

  /// One who waits.
  final class Wait implements AutoCloseable {
    private final OrderNumber number;
    private final CountDownLatch latch;
    private final Place place;

    private Wait(OrderNumber number, CountDownLatch latch, Place place) {
      this.number = number;
      this.latch = latch;
      this.place = place;
    }

    /// Whether there was a place to wait at all.
    boolean mayWait() {
      return place == Place.TAKEN;
    }

    /// Returns when something happened to the order, or the time is over.
    void until(long nanos) throws InterruptedException {
      var _ = latch.await(nanos, TimeUnit.NANOSECONDS);
    }

    /// Gives the place back.
    @Override
    public void close() {
      if (place == Place.NONE) {
        return;
      }
      waiting.computeIfPresent(
          number,
          (_, waiters) -> {
            waiters.remove(latch);
            return waiters.isEmpty() ? null : waiters;
          });
      places.release();
    }
  }
}
