package bestow.delivery;

import bestow.delivery.Event.Gate;
import bestow.mesh.Ticker;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// How fast one provider is called by this process: so many calls at once, so many a second, and no
/// call again for an order while most calls come to nothing. What is longer ago than ten seconds
/// counts no more, so that some calls find out now and then whether it is better. For any number of
/// threads.
final class Pace {

  private static final int BUCKETS = 10;
  private static final long BUCKET_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// Of fewer calls nobody can tell how the provider does.
  private static final int CALLS_MIN = 10;

  private final PaceSettings settings;
  private final Ticker ticker;
  private final ReentrantLock lock = new ReentrantLock();
  private final int[] all = new int[BUCKETS];
  private final int[] well = new int[BUCKETS];
  private long bucket;
  private int underWay;
  private double tokens;
  private long filledNanos;

  /// Which call of an order it is.
  enum Turn {
    FIRST,
    AGAIN;

    /// That of the order's next call.
    static Turn of(Order order) {
      return order.attempt() == 0 ? FIRST : AGAIN;
    }
  }

  Pace(PaceSettings settings, Ticker ticker) {
    this.settings = settings;
    this.ticker = ticker;
    this.tokens = settings.perSecondMax();
    this.filledNanos = ticker.nanos();
    this.bucket = bucket();
  }

  /// A place for one call, if the provider may be called now.
  Optional<Place> enter(Turn turn) {
    lock.lock();
    try {
      long now = ticker.nanos();
      var gate = gate();
      boolean shut = turn == Turn.AGAIN && gate == Gate.SHUT;
      if (underWay >= settings.concurrencyMax() || !hasToken(now) || shut) {
        return Optional.empty();
      }
      tokens -= 1;
      underWay++;
      return Optional.of(new Place(gate));
    } finally {
      lock.unlock();
    }
  }

  /// A call ended with an answer that says what became of it.
  void well() {
    count(1);
  }

  /// A call came to nothing that is known.
  void badly() {
    count(0);
  }

  private boolean hasToken(long now) {
    int rate = settings.perSecondMax();
    if (rate == 0) {
      return true;
    }
    double fresh = (double) (now - filledNanos) * rate / SECOND_NANOS;
    tokens = Math.min(rate, tokens + fresh);
    filledNanos = now;
    return tokens >= 1;
  }

  private Gate gate() {
    slide();
    int calls = 0;
    int good = 0;
    for (int i = 0; i < BUCKETS; i++) {
      calls += all[i];
      good += well[i];
    }
    return calls < CALLS_MIN || 2 * good >= calls ? Gate.OPEN : Gate.SHUT;
  }

  private void count(int good) {
    lock.lock();
    try {
      slide();
      int at = Math.floorMod(bucket, BUCKETS);
      all[at]++;
      well[at] += good;
    } finally {
      lock.unlock();
    }
  }

  private void slide() {
    long now = bucket();
    for (long next = Math.max(bucket + 1, now - BUCKETS + 1); next <= now; next++) {
      int at = Math.floorMod(next, BUCKETS);
      all[at] = 0;
      well[at] = 0;
    }
    bucket = now;
  }

  private long bucket() {
    return Math.floorDiv(ticker.nanos(), BUCKET_NANOS);
  }

  /// A call that may be made.
  final class Place {
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Gate gate;

    private Place(Gate gate) {
      this.gate = gate;
    }

    /// Whether the call may be one again: whoever entered for a first one may find that it is none.
    Gate gate() {
      return gate;
    }

    /// Gives the place back.
    void end() {
      end(0);
    }

    /// Gives the place back, and the call, which was not made.
    void unused() {
      end(1);
    }

    private void end(int calls) {
      if (ended.compareAndSet(false, true)) {
        lock.lock();
        try {
          underWay--;
          tokens = Math.min(settings.perSecondMax(), tokens + calls);
        } finally {
          lock.unlock();
        }
      }
    }
  }
}
