package bestow.delivery;

import bestow.mesh.Ticker;
import bestow.wire.config.Lane;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The work that providers of one speed may make at once. A slow provider fills its own lane and
/// nobody else's; one that hangs fills its share of the lane, and the others in it go on. For any
/// number of threads.
final class LaneLimit {

  /// How long a worker waits for a place of a provider that moves, and how long after its last move
  /// it is taken to.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /// How often whoever waits looks whether the provider still moves.
  private static final Duration LOOK = Duration.ofMillis(100);

  private final int max;
  private final int eachMax;
  private final int backgroundMax;
  private final Ticker ticker;
  private final Semaphore places;
  private final AtomicInteger background = new AtomicInteger();
  // As many as have work under way: who has none is not there.
  private final ConcurrentMap<String, Integer> byTarget = new ConcurrentHashMap<>();

  /// When a place was last taken or given back, of those who have one.
  private final ConcurrentMap<String, Long> movedNanos = new ConcurrentHashMap<>();

  private final ReentrantLock waiting = new ReentrantLock();
  private final Condition freed = waiting.newCondition();

  /// How many wait: where claims are limited nobody does, and no claim takes the lock.
  private final AtomicInteger waiters = new AtomicInteger();

  /// @param max how much may be under way
  /// @param eachMax how much of it one provider may have
  /// @param backgroundMax how much of it may go on for callers who no longer wait
  LaneLimit(int max, int eachMax, int backgroundMax, Ticker ticker) {
    this.ticker = ticker;
    this.max = max;
    this.eachMax = eachMax;
    this.backgroundMax = backgroundMax;
    this.places = new Semaphore(max);
  }

  /// A limit for each of the lanes.
  static Map<Lane, LaneLimit> of(
      Set<Lane> lanes, ProviderSettings providers, int backgroundMax, Ticker ticker) {
    var limits = new EnumMap<Lane, LaneLimit>(Lane.class);
    for (var lane : lanes) {
      int max = providers.concurrencyMax(lane);
      limits.put(lane, new LaneLimit(max, providers.eachMax(lane), backgroundMax, ticker));
    }
    return Collections.unmodifiableMap(limits);
  }

  /// A limit for the workers of each of the lanes, for whom nobody waits.
  static Map<Lane, LaneLimit> ofWorkers(
      Map<Lane, Sweeper.Limits> sweeps, ProviderSettings providers, Ticker ticker) {
    var limits = new EnumMap<Lane, LaneLimit>(Lane.class);
    sweeps.forEach(
        (lane, sweep) -> {
          int max = sweep.workersMax();
          limits.put(lane, new LaneLimit(max, providers.eachMax(max), max, ticker));
        });
    return Collections.unmodifiableMap(limits);
  }

  /// A place for one piece of work, or none at once.
  ///
  /// @param target the provider that it is for
  Entry enter(String target) {
    if (background.get() >= backgroundMax) {
      return new Entry.Full("too much goes on in the background");
    }
    if (byTarget.merge(target, 1, Integer::sum) > eachMax) {
      left(target);
      return new Entry.Full("too many deliveries by " + target + " are under way");
    }
    if (!places.tryAcquire()) {
      left(target);
      return new Entry.Full("too many deliveries are under way");
    }
    movedNanos.put(target, ticker.nanos());
    return new Entry.In(new Ticket(target));
  }

  /// The same for a worker, who has time: waited for as long as the provider moves, a second at the
  /// most. One that hangs keeps nobody from the others' work.
  ///
  /// @param target the provider that it is for
  Entry await(String target) {
    long untilNanos = ticker.nanos() + PATIENCE.toNanos();
    // Before the first look: whoever gives a place back after that look sees it.
    waiters.incrementAndGet();
    waiting.lock();
    try {
      while (true) {
        var entry = enter(target);
        long leftNanos = untilNanos - ticker.nanos();
        if (entry instanceof Entry.In || leftNanos <= 0 || !moves(target)) {
          return entry;
        }
        var _ = freed.awaitNanos(Math.min(leftNanos, LOOK.toNanos()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Entry.Full("nobody works any more");
    } finally {
      waiting.unlock();
      waiters.decrementAndGet();
    }
  }

  private boolean moves(String target) {
    var last = movedNanos.get(target);
    return last == null || ticker.nanos() - last <= PATIENCE.toNanos();
  }

  private void left(String target) {
    byTarget.computeIfPresent(target, (_, inside) -> inside == 1 ? null : inside - 1);
  }

  private void moved(String target) {
    if (byTarget.containsKey(target)) {
      movedNanos.put(target, ticker.nanos());
    } else {
      movedNanos.remove(target);
    }
    if (waiters.get() == 0) {
      return;
    }
    waiting.lock();
    try {
      freed.signalAll();
    } finally {
      waiting.unlock();
    }
  }

  /// How much goes on for callers who no longer wait.
  int background() {
    return background.get();
  }

  /// How much is under way.
  int underWay() {
    return max - places.availablePermits();
  }

  /// Waits until nothing is under way any more, and says whether it is so.
  boolean awaitEmpty(long millis) {
    try {
      boolean empty = places.tryAcquire(max, millis, TimeUnit.MILLISECONDS);
      if (empty) {
        places.release(max);
      }
      return empty;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Whether there was room.
  sealed interface Entry {
    /// There was.
    record In(Ticket ticket) implements Entry {}

    /// There was none.
    ///
    /// @param why a sentence
    record Full(String why) implements Entry {}
  }

  /// A place that is held.
  final class Ticket {
    private final AtomicBoolean alone = new AtomicBoolean();

    private final String target;

    private Ticket(String target) {
      this.target = target;
    }

    /// The caller no longer waits for this work.
    void leaveAlone() {
      if (alone.compareAndSet(false, true)) {
        background.incrementAndGet();
      }
    }

    /// Gives the place back.
    void end() {
      if (alone.getAndSet(true)) {
        background.decrementAndGet();
      }
      left(target);
      places.release();
      moved(target);
    }
  }
}
