package bestow.server;

import java.util.concurrent.atomic.AtomicLongArray;

/// How many requests went well and how many did not in the last while, to the tenth of it. Safe for
/// use by many threads.
final class SuccessRing {

  private static final int BUCKETS = 10;

  // Each bucket in one long, so that it is renewed in one step: 24 bits of the tenth it counts, 20
  // bits of failures, 20 bits of all.
  private static final int COUNT_BITS = 20;
  private static final long COUNT_MAX = (1L << COUNT_BITS) - 1;
  private static final long TENTHS_MAX = (1L << 24) - 1;
  private static final long ONE_FAILED = 1L << COUNT_BITS;

  private final AtomicLongArray buckets = new AtomicLongArray(BUCKETS);
  private final long originNanos;
  private final long tenthNanos;

  SuccessRing(long windowNanos, long nowNanos) {
    this.tenthNanos = Math.max(1, windowNanos / BUCKETS);
    // So far back that no bucket of the first tenths is taken for one that counts already.
    this.originNanos = nowNanos - tenthNanos * BUCKETS * 2;
  }

  /// What there was in the window.
  record Tally(long all, long failed) {
    double success() {
      return all == 0 ? 1 : 1 - (double) failed / all;
    }
  }

  void succeeded(long nowNanos) {
    add(nowNanos, 1);
  }

  void failed(long nowNanos) {
    add(nowNanos, 1 + ONE_FAILED);
  }

  /// Forgets everything.
  void clear() {
    for (int i = 0; i < BUCKETS; i++) {
      buckets.set(i, 0);
    }
  }

  Tally tally(long nowNanos) {
    long tenth = tenth(nowNanos);
    long all = 0;
    long failed = 0;
    for (int i = 0; i < BUCKETS; i++) {
      long bucket = buckets.get(i);
      long age = (tenth - (bucket >>> (2 * COUNT_BITS))) & TENTHS_MAX;
      if (age < BUCKETS) {
        all += bucket & COUNT_MAX;
        failed += bucket >>> COUNT_BITS & COUNT_MAX;
      }
    }
    return new Tally(all, failed);
  }

  private void add(long now, long more) {
    long tenth = tenth(now) & TENTHS_MAX;
    int index = (int) (tenth(now) % BUCKETS);
    buckets.updateAndGet(
        index,
        bucket -> {
          boolean current = bucket >>> (2 * COUNT_BITS) == tenth;
          long kept = current ? bucket : tenth << (2 * COUNT_BITS);
          return (kept & COUNT_MAX) == COUNT_MAX ? kept : kept + more;
        });
  }

  private long tenth(long now) {
    return Math.max(0, now - originNanos) / tenthNanos;
  }
}
