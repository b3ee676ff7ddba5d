package bestow.mesh;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// The connections to one instance: so many at most, and so many callers at most who wait for one.
/// The one used last is used next, so that those not needed come of age. Safe for use by many
/// threads.
final class Pool {

  // 10 s: well below the 60 s after which our own servers close one.
  private static final Duration IDLE_MAX = Duration.ofSeconds(10);

  // A look at a TLS connection takes 1 ms, at a plain one next to nothing.
  private static final long LOOK_MILLIS = 5;

  /// What came of asking for a connection.
  sealed interface Taken {
    /// A connection, to be given back.
    record Lent(Connection connection) implements Taken {}

    /// No place became free.
    record Busy(String why) implements Taken {}

    /// The instance could not be connected to.
    record Unreachable(String why) implements Taken {}
  }

  private final Instance instance;
  private final CalleeTerms terms;
  private final Dialer dialer;
  private final Addresses addresses;
  private final Ticker ticker;
  // A place belongs to whoever uses a connection. Since one without a connection opens one only
  // when none is idle, the open ones are never more than the places.
  private final Semaphore places;
  private final AtomicInteger waiters = new AtomicInteger();
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean retired;
  private volatile boolean looking;

  Pool(Instance instance, CalleeTerms terms, Dialer dialer, Addresses addresses, Ticker ticker) {
    this.instance = instance;
    this.terms = terms;
    this.dialer = dialer;
    this.addresses = addresses;
    this.ticker = ticker;
    this.places = new Semaphore(terms.settings().connectionsMax());
  }

  /// Asks for a connection that is fit for use, waiting at most until `deadline`.
  Taken take(Deadline deadline) {
    try {
      if (!atOnce()) {
        var hindrance = await(deadline);
        if (hindrance.isPresent()) {
          return busy(hindrance.get());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return busy("the caller was interrupted while it waited");
    }
    return connection(deadline);
  }

  /// Takes back what was lent.
  void give(Connection connection) {
    if (connection.reusable()) {
      idle.addFirst(connection);
    } else {
      connection.close();
    }
    places.release();
    if (retired) {
      closeIdle();
    }
  }

  /// Closes the connections that have been idle for too long or that the peer has ended. Looks at
  /// each in turn, as one who uses it, so that no one else does meanwhile; once around, their order
  /// is what it was.
  void sweep() {
    for (int left = idle.size(); left > 0 && places.tryAcquire(); left--) {
      looking = true;
      try {
        var next = idle.pollFirst();
        if (next == null) {
          return;
        }
        if (next.idleLonger(IDLE_MAX.toNanos(), ticker.nanos()) || !next.fit(ticker)) {
          next.close();
        } else {
          idle.addLast(next);
        }
      } finally {
        places.release();
        looking = false;
      }
    }
    if (retired) {
      closeIdle();
    }
  }

  /// Closes everything: idle connections now, the others as they are given back.
  void retire() {
    retired = true;
    closeIdle();
  }

  int used() {
    return terms.settings().connectionsMax() - places.availablePermits();
  }

  int idle() {
    return idle.size();
  }

  int waiters() {
    return waiters.get();
  }

  /// Takes a place that is free, or held for a moment by the sweep alone.
  private boolean atOnce() throws InterruptedException {
    return places.tryAcquire() || (looking && places.tryAcquire(LOOK_MILLIS, MILLISECONDS));
  }

  /// Waits for a place; what came in its way, if anything.
  private Optional<String> await(Deadline deadline) throws InterruptedException {
    if (waiters.incrementAndGet() > terms.settings().waitersMax()) {
      waiters.decrementAndGet();
      return Optional.of(terms.settings().waitersMax() + " calls wait for one already");
    }
    try {
      return places.tryAcquire(deadline.remainingNanos(ticker), NANOSECONDS)
          ? Optional.empty()
          : Optional.of("none became free in time");
    } finally {
      waiters.decrementAndGet();
    }
  }

  private Taken connection(Deadline deadline) {
    Taken taken = new Taken.Busy("");
    try {
      taken = idleOne().orElseGet(() -> freshOne(deadline));
      return taken;
    } finally {
      if (!(taken instanceof Taken.Lent)) {
        places.release();
      }
    }
  }

  private Optional<Taken> idleOne() {
    for (var used = idle.pollFirst(); used != null; used = idle.pollFirst()) {
      if (used.fit(ticker)) {
        return Optional.of(new Taken.Lent(used));
      }
      used.close();
    }
    return Optional.empty();
  }

  private Taken freshOne(Deadline deadline) {
    long began = ticker.nanos();
    try {
      var connected = deadline.earlier(new Deadline(began + terms.timeouts().connect().toNanos()));
      return new Taken.Lent(dialer.dial(instance, addresses, connected));
    } catch (IOException failed) {
      return new Taken.Unreachable(
          terms.name() + " " + instance.address() + " " + failed.getMessage());
    } finally {
      long now = ticker.nanos();
      terms.took(Step.CONNECT, now - began, now);
    }
  }

  private Taken busy(String why) {
    return new Taken.Busy(
        "All %d connections to %s %s are in use, and %s"
            .formatted(terms.settings().connectionsMax(), terms.name(), instance.address(), why));
  }

  private void closeIdle() {
    for (var one = idle.pollFirst(); one != null; one = idle.pollFirst()) {
      one.close();
    }
  }
}
