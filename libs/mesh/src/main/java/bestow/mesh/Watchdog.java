package bestow.mesh;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Cuts off what has run out of time: the one keeper of connect, write, read and total timeouts for
/// all connections of a mesh, or of a store. Who is blocked is woken by closing what it is blocked
/// on, who waits by being unparked. Safe for use by many threads.
///
/// It is exact and all but free. Nothing is scheduled for a call: arming a guard is one
/// compare-and-set, and the watchdog's thread, which sleeps until the soonest expiry it has seen,
/// is woken only by a sooner one. A timed wait of a virtual thread instead wakes the scheduler's
/// own thread each time: three futex calls a wait, 5 µs more than an untimed one where a core is
/// free; where none is, a door that stores what it is asked did a tenth less.
public final class Watchdog implements AutoCloseable {

  private static final long NEVER = Long.MAX_VALUE;
  private static final long CUT = Long.MIN_VALUE;

  private final Ticker ticker;
  // Times are kept relative to this reading, so that they compare without overflow.
  private final long origin;
  private final Set<Guard> guards = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile long nextRound = NEVER;
  private volatile boolean closed;

  private Watchdog(Ticker ticker) {
    this.ticker = ticker;
    this.origin = ticker.nanos();
    // A platform thread: busy carriers must not make a timeout late.
    this.thread = Thread.ofPlatform().name("bestow-watchdog").daemon().unstarted(this::watch);
  }

  /// A watchdog with a thread of its own, until it is closed.
  public static Watchdog start(Ticker ticker) {
    var watchdog = new Watchdog(ticker);
    watchdog.thread.start();
    return watchdog;
  }

  /// A guard that runs `cut` when the time it is armed with has passed; not armed yet.
  ///
  /// @param cut must not block and must not throw
  public Guard guard(Runnable cut) {
    var guard = new Guard(cut);
    guards.add(guard);
    return guard;
  }

  /// Cuts off everything, at once and for ever.
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    guards.forEach(guard -> guard.cut.run());
  }

  private void watch() {
    while (!closed) {
      // From here on whoever arms a guard wakes this thread, so that none is missed by the round.
      nextRound = NEVER;
      long soonest = round();
      nextRound = soonest;
      if (soonest == NEVER) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, soonest - now());
      }
    }
  }

  private long round() {
    long soonest = NEVER;
    for (var guard : guards) {
      long expiry = guard.expiry.get();
      if (expiry == CUT) {
        continue;
      }
      if (expiry > now()) {
        soonest = Math.min(soonest, expiry);
      } else if (guard.expiry.compareAndSet(expiry, CUT)) {
        guard.cut.run();
      } else {
        soonest = 0; // it was armed anew in between: look again at once
      }
    }
    return soonest;
  }

  private long now() {
    return ticker.nanos() - origin;
  }

  /// Watches over one thing. Armed and disarmed by the one thread that uses the thing at the time.
  public final class Guard implements AutoCloseable {

    private final AtomicLong expiry = new AtomicLong(NEVER);
    private final Runnable cut;
    private long armedFor = NEVER;

    private Guard(Runnable cut) {
      this.cut = cut;
    }

    /// Sets when it will be cut off, whatever was set before.
    ///
    /// @param atNanos a reading of the ticker
    /// @return false when it has been cut off already
    public boolean arm(long atNanos) {
      return set(Math.max(0, atNanos - origin));
    }

    /// Lets it be, until it is armed again.
    ///
    /// @return false when it has been cut off already
    public boolean disarm() {
      return set(NEVER);
    }

    boolean isCut() {
      return closed || expiry.get() == CUT;
    }

    /// Ends the watch.
    @Override
    public void close() {
      guards.remove(this);
    }

    private boolean set(long value) {
      if (closed || !expiry.compareAndSet(armedFor, value)) {
        return false;
      }
      armedFor = value;
      if (value < nextRound) {
        LockSupport.unpark(thread);
      }
      return true;
    }
  }
}
