package bestow.mesh;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// How long things took, counted in buckets that grow with the time: eight to each doubling, so
/// that what is read off is at most an eighth too long and never too short. From 1 µs to 4 minutes
/// in less than a kilobyte, however much is counted. Safe for use by many threads.
public final class Latencies {

  private static final int PER_DOUBLING_BITS = 3;
  private static final int PER_DOUBLING = 1 << PER_DOUBLING_BITS;
  // About 1 µs: nothing that crosses a wire is told apart more finely.
  private static final int UNIT_BITS = 10;
  // 2^28 units are 4.6 minutes, close to the longest timeout there is; what is longer counts as it.
  private static final int DOUBLINGS = 28 - PER_DOUBLING_BITS;
  private static final int BUCKETS = PER_DOUBLING * (DOUBLINGS + 1);

  private final AtomicIntegerArray buckets = new AtomicIntegerArray(BUCKETS);

  /// Counts one.
  public void count(long nanos) {
    buckets.incrementAndGet(bucket(nanos));
  }

  /// All that were counted since the last time, which are forgotten here.
  public Taken take() {
    var counts = new int[BUCKETS];
    for (int i = 0; i < BUCKETS; i++) {
      counts[i] = buckets.get(i) == 0 ? 0 : buckets.getAndSet(i, 0);
    }
    return new Taken(counts);
  }

  /// Latencies that change no more.
  public static final class Taken {

    private final int[] counts;
    private final long all;

    private Taken(int[] counts) {
      this.counts = counts;
      long sum = 0;
      for (int count : counts) {
        sum += count;
      }
      this.all = sum;
    }

    /// None at all.
    public static Taken nothing() {
      return new Taken(new int[BUCKETS]);
    }

    /// How many there are.
    public long count() {
      return all;
    }

    /// These and those together.
    public Taken and(Taken others) {
      var sums = counts.clone();
      for (int i = 0; i < BUCKETS; i++) {
        sums[i] += others.counts[i];
      }
      return new Taken(sums);
    }

    /// The time that this share of them kept, above 0 and at most 1; nothing where there are none.
    public Duration within(double share) {
      if (!(share > 0 && share <= 1)) {
        throw new IllegalArgumentException("A share is above 0 and at most 1, was " + share);
      }
      long rank = (long) Math.ceil(share * all);
      int bucket = -1;
      for (long passed = 0; passed < rank; ) {
        bucket++;
        passed += counts[bucket];
      }
      return Duration.ofNanos(bucket < 0 ? 0 : endNanos(bucket));
    }
  }

  private static int bucket(long nanos) {
    long units = Math.max(0, nanos) >> UNIT_BITS;
    if (units < PER_DOUBLING) {
      return (int) units;
    }
    int above = 63 - Long.numberOfLeadingZeros(units) - PER_DOUBLING_BITS;
    int within = (int) (units >> above) - PER_DOUBLING;
    return Math.min(PER_DOUBLING * (above + 1) + within, BUCKETS - 1);
  }

  private static long endNanos(int bucket) {
    if (bucket < PER_DOUBLING) {
      return (bucket + 1L) << UNIT_BITS;
    }
    int above = bucket / PER_DOUBLING - 1;
    long within = bucket % PER_DOUBLING + 1L;
    return ((PER_DOUBLING + within) << above) << UNIT_BITS;
  }
}
