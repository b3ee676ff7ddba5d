package bestow.mesh;

import java.util.Arrays;

/// How the newest attempts at one thing ended, counted exactly: ten buckets of time, of which the
/// oldest falls out as a new one begins. Not safe for use by many threads.
final class Window {

  static final int BUCKETS = 10;
  private static final int KINDS = 4;

  /// Counts over some buckets.
  record Sums(long good, long slow, long application, long transport) {

    long bad() {
      return slow + application + transport;
    }

    long all() {
      return good + bad();
    }

    /// The share that was good, 1 where there was nothing.
    double success() {
      return all() == 0 ? 1 : (double) good / all();
    }

    /// What most of the bad ones have in common.
    Transition.Cause cause() {
      if (transport >= application && transport >= slow) {
        return Transition.Cause.TRANSPORT;
      }
      return application >= slow ? Transition.Cause.APPLICATION : Transition.Cause.SLOW;
    }
  }

  private final long bucketNanos;
  private final int[] counts = new int[BUCKETS * KINDS];
  private long newest;

  /// A window that reaches back `nanos`.
  Window(long nanos) {
    bucketNanos = nanos / BUCKETS;
  }

  /// Counts one. Buckets are the same for all windows of the same length, so that their sums can be
  /// compared.
  ///
  /// @param now the time since whatever all windows count from, never negative
  void record(Verdict verdict, long now) {
    slide(now);
    int kind =
        switch (verdict) {
          case GOOD -> 0;
          case SLOW -> 1;
          case APPLICATION -> 2;
          case TRANSPORT, CONNECT -> 3;
          case NOTHING -> -1;
        };
    if (kind >= 0) {
      counts[at(newest) + kind]++;
    }
  }

  /// The sums of the newest buckets.
  Sums sums(int buckets, long now) {
    slide(now);
    long good = 0;
    long slow = 0;
    long application = 0;
    long transport = 0;
    for (int back = 0; back < buckets; back++) {
      int at = at(newest - back);
      good += counts[at];
      slow += counts[at + 1];
      application += counts[at + 2];
      transport += counts[at + 3];
    }
    return new Sums(good, slow, application, transport);
  }

  /// The sums of all of it.
  Sums sums(long now) {
    return sums(BUCKETS, now);
  }

  /// How many of the newest buckets it takes to have so many samples; 0 when all have fewer.
  int span(int samples, long now) {
    slide(now);
    long had = 0;
    for (int back = 0; back < BUCKETS; back++) {
      int at = at(newest - back);
      had += counts[at] + counts[at + 1] + counts[at + 2] + counts[at + 3];
      if (had >= samples) {
        return back + 1;
      }
    }
    return 0;
  }

  private void slide(long now) {
    long bucket = now / bucketNanos;
    // A thread that read the clock before another one may come after it: its call counts as now.
    for (long fresh = Math.max(newest + 1, bucket - BUCKETS + 1); fresh <= bucket; fresh++) {
      Arrays.fill(counts, at(fresh), at(fresh) + KINDS, 0);
    }
    newest = Math.max(newest, bucket);
  }

  private static int at(long bucket) {
    return Math.floorMod(bucket, BUCKETS) * KINDS;
  }
}
