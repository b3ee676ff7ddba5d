package bestow.sandbox;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waiting that ends when the process does. Safe for any number of threads.
final class Pause {

  private final CountDownLatch stopped = new CountDownLatch(1);

  /// Waits, and says whether the whole time passed: not when the process stops or the thread is
  /// interrupted.
  boolean passed(long millis) {
    if (millis <= 0) {
      return stopped.getCount() > 0;
    }
    try {
      return !stopped.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Returns when all waiting is ended, or the thread is interrupted.
  void awaitStop() {
    try {
      stopped.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends all waiting, now and later.
  void stop() {
    stopped.countDown();
  }
}
