package bestow.store;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// The calls that wait to be sent, first come first served, never more than its limit. A call that
/// its caller withdrew keeps its place until a line comes by it. Safe for use by many threads.
final class Backlog {

  /// How many calls make a further batch worth its own fsync while others are on their way. Fewer
  /// wait for a batch under way to return: at 16 callers that halves the fsyncs per call. Were it
  /// 16 or 32, 64 callers would often wait for one another, and Redis for all of them.
  private static final int WORTHWHILE = 12;

  private final int limit;
  private final ConcurrentLinkedQueue<Pending> calls = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();

  /// @param limit how many calls may wait
  Backlog(int limit) {
    this.limit = limit;
  }

  /// Adds a call at the end. False where the backlog is full.
  boolean offer(Pending call) {
    if (size.incrementAndGet() > limit) {
      size.decrementAndGet();
      return false;
    }
    calls.add(call);
    return true;
  }

  /// Whether a batch should go out now.
  ///
  /// @param underway whether another one is on its way already
  boolean ripe(boolean underway) {
    return !calls.isEmpty() && (!underway || size.get() >= WORTHWHILE);
  }

  /// Takes those calls that go out next and are still wanted.
  ///
  /// @param max how many at most, at least 1
  Batch take(int max, long nowNanos) {
    Pending[] taken = new Pending[Math.min(max, Math.max(1, size.get()))];
    int count = 0;
    while (count < taken.length) {
      Pending call = calls.poll();
      if (call == null) {
        break;
      }
      size.decrementAndGet();
      if (call.take(nowNanos)) {
        taken[count] = call;
        count++;
      }
    }
    return new Batch(taken, count);
  }

  /// Ends every call as not sent.
  void refuseAll(String why) {
    for (Pending call = calls.poll(); call != null; call = calls.poll()) {
      size.decrementAndGet();
      call.refuse(why);
    }
  }

  /// How many calls wait.
  int size() {
    return size.get();
  }

  /// How many calls may wait.
  int limit() {
    return limit;
  }
}
