package bestow.sandbox;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Shuts a listener for a share of every second, and keeps it open for the rest.
final class Gate {

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private double wanted;
  private double applied;
  private boolean stopped;

  /// Opens and shuts the listener, which is open at first, until it is stopped; for a thread of its
  /// own.
  void turn(Listener listener) {
    lock.lock();
    try {
      while (!stopped) {
        double share = wanted;
        if (share > 0) {
          listener.shut();
          applied(share);
          rest(share);
        }
        if (!stopped && wanted < 1) {
          open(listener);
          applied(share);
          rest(1 - share);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /// From now on shut for that share of every second, 0 to 1. Returns once it is so, or a second
  /// later.
  void shutFor(double share) {
    lock.lock();
    try {
      wanted = share;
      changed.signalAll();
      long left = SECOND_NANOS;
      while (applied != share && !stopped && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /// Turns no more and leaves the listener as it is.
  void stop() {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void applied(double share) {
    applied = share;
    changed.signalAll();
  }

  private static void open(Listener listener) {
    try {
      listener.open();
    } catch (IOException _) {
      // Somebody else took the port while it was shut: tried again within a second.
    }
  }

  private void rest(double share) throws InterruptedException {
    double before = wanted;
    long left = (long) (share * SECOND_NANOS);
    while (left > 0 && !stopped && wanted == before) {
      left = changed.awaitNanos(left);
    }
  }
}
