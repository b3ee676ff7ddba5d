package bestow.delivery;

import bestow.wire.config.Lane;
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

/// The work that providers of one speed may make at once. A slow provider fills its own lane and
/// nobody else's; one that hangs fills its share of the lane, and the others in it go on. For any
/// number of threads.
final class LaneLimit {

  private final int max;
  private final int eachMax;
  private final int backgroundMax;
  private final Semaphore places;
  private final AtomicInteger background = new AtomicInteger();
  // As many as have work under way: who has none is not there.
  private final ConcurrentMap<String, Integer> byTarget = new ConcurrentHashMap<>();

  /// @param max how much may be under way
  /// @param eachMax how much of it one provider may have
  /// @param backgroundMax how much of it may go on for callers who no longer wait
  LaneLimit(int max, int eachMax, int backgroundMax) {
    this.max = max;
    this.eachMax = eachMax;
    this.backgroundMax = backgroundMax;
    this.places = new Semaphore(max);
  }

  /// A limit for each of the lanes.
  static Map<Lane, LaneLimit> of(Set<Lane> lanes, ProviderSettings providers, int backgroundMax) {
    var limits = new EnumMap<Lane, LaneLimit>(Lane.class);
    for (var lane : lanes) {
      int max = providers.concurrencyMax(lane);
      limits.put(lane, new LaneLimit(max, providers.eachMax(lane), backgroundMax));
    }
    return Collections.unmodifiableMap(limits);
  }

  /// A limit for the workers of each of the lanes, for whom nobody waits.
  static Map<Lane, LaneLimit> ofWorkers(
      Map<Lane, Sweeper.Limits> sweeps, ProviderSettings providers) {
    var limits = new EnumMap<Lane, LaneLimit>(Lane.class);
    sweeps.forEach(
        (lane, sweep) -> {
          int max = sweep.workersMax();
          limits.put(lane, new LaneLimit(max, providers.eachMax(max), max));
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
    return new Entry.In(new Ticket(target));
  }

  private void left(String target) {
    byTarget.computeIfPresent(target, (_, inside) -> inside == 1 ? null : inside - 1);
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
    }
  }
}
