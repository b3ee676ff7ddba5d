package bestow.server;

import java.util.concurrent.atomic.AtomicInteger;

/// Counts the requests under way and lets in no more than a limit. Safe for use by many threads.
final class Gate {

  private final AtomicInteger inside = new AtomicInteger();
  private final int max;

  Gate(int max) {
    this.max = max;
  }

  /// Whether there was room for one more; if so, [#leave()] has to follow.
  boolean enter() {
    if (inside.incrementAndGet() <= max) {
      return true;
    }
    inside.decrementAndGet();
    return false;
  }

  void leave() {
    inside.decrementAndGet();
  }
}
