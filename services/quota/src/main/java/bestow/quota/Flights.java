package bestow.quota;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets one caller do what many callers want done, while the others wait for it to be over. Safe
/// for use by many threads.
///
/// @param <K> names what is to be done
final class Flights<K> {
  private final ConcurrentHashMap<K, CountDownLatch> under = new ConcurrentHashMap<>();

  /// What is to be done.
  @FunctionalInterface
  interface Work {
    void run() throws StoreFailure;
  }

  /// Does the work, or waits until somebody else's is over, however that ended.
  ///
  /// @param waitNanosMax how long to wait for somebody else
  /// @throws StoreFailure where the own work failed, or where the time was not enough
  void fly(K key, long waitNanosMax, Work work) throws StoreFailure {
    var mine = new CountDownLatch(1);
    var other = under.putIfAbsent(key, mine);
    if (other != null) {
      await(other, waitNanosMax);
      return;
    }
    try {
      work.run();
    } finally {
      under.remove(key);
      mine.countDown();
    }
  }

  private static void await(CountDownLatch other, long nanosMax) throws StoreFailure {
    try {
      if (!other.await(nanosMax, TimeUnit.NANOSECONDS)) {
        throw new StoreFailure(StoreFailure.Effect.NONE, "no stock was moved here in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreFailure(StoreFailure.Effect.NONE, "interrupted while stock was moved");
    }
  }
}
