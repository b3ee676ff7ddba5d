package bestow.config;

import bestow.config.ConfigStore.Answer;
import bestow.config.ConfigStore.Live;
import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.config.Published;
import bestow.wire.config.Snapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/// This instance's copy of the published set, and those who wait for a newer one. One virtual
/// thread keeps the copy as new as the store, at once after a publication here and within the
/// interval after one elsewhere; without the store the copy stays as it is and is still handed out.
/// For any number of threads.
final class Publications implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Publications.class.getName());
  private static final Codec<Snapshot> SNAPSHOTS = Json.codec(Snapshot.class);

  /// Long enough to read a thousand campaigns, short enough to notice a store that hangs.
  private static final Duration READ_MAX = Duration.ofSeconds(5);

  private final ConfigStore store;
  private final Ticker ticker;
  private final Limits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wake = lock.newCondition();
  private final Condition news = lock.newCondition();
  private final Thread watcher;

  // Guarded by the lock.
  private Optional<Copy> copy = Optional.empty();
  private boolean due = true;
  private boolean closed;
  private int waiting;
  // How often the store said which version it has.
  private long looks;

  // The watcher's own.
  private Optional<String> trouble = Optional.empty();

  private Publications(ConfigStore store, Ticker ticker, Limits limits) {
    this.store = store;
    this.ticker = ticker;
    this.limits = limits;
    this.watcher = Thread.ofVirtual().name("publications").unstarted(this::watch);
  }

  /// How it waits.
  ///
  /// @param interval how long a publication of another instance may go unnoticed
  /// @param waiters how many may wait at once
  record Limits(Duration interval, int waiters) {}

  /// The set as it goes out.
  @SuppressWarnings("ArrayRecordComponent") // made once, sent many times, never compared
  record Copy(long version, byte[] json) {}

  /// What somebody who asked for the set gets.
  sealed interface Handout {
    record Set(Copy copy) implements Handout {}

    /// Nothing that may be handed out: the store was not reached since the start, or what there is
    /// may be older than what the asker has, or this instance is about to go.
    record Nothing(String why) implements Handout {}

    /// As many wait as may.
    record TooManyWait(int waiters) implements Handout {}
  }

  /// Starts to watch.
  static Publications start(ConfigStore store, Ticker ticker, Limits limits) {
    var publications = new Publications(store, ticker, limits);
    publications.watcher.start();
    return publications;
  }

  /// The set, as soon as it is newer than this version, and as it is when the wait is over. One
  /// that is older than this version is handed out only if the store itself says that there is no
  /// newer one: nobody is sent back because this instance lags.
  Handout newerThan(long version, Duration wait) {
    lock.lock();
    try {
      if (closed) {
        return new Handout.Nothing("This instance is about to go.");
      } else if (isNewer(version) || wait.isZero()) {
        return handout(version, looks);
      } else if (waiting >= limits.waiters()) {
        return new Handout.TooManyWait(limits.waiters());
      }
      waiting++;
      long looksBefore = looks;
      try {
        await(version, Deadline.in(wait, ticker));
      } finally {
        waiting--;
      }
      return handout(version, looksBefore);
    } finally {
      lock.unlock();
    }
  }

  /// Something was published here: looks at once.
  void changed() {
    lock.lock();
    try {
      due = true;
      wake.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether there is a copy to hand out.
  boolean loaded() {
    lock.lock();
    try {
      return copy.isPresent();
    } finally {
      lock.unlock();
    }
  }

  /// How many wait now.
  int waiting() {
    lock.lock();
    try {
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  /// Ends every wait with what there is, and the watching. Who asks afterwards gets nothing.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      wake.signalAll();
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isNewer(long version) {
    return copy.isPresent() && copy.get().version() > version;
  }

  /// @param looksBefore how many looks at the store had ended when the asker came
  private Handout handout(long version, long looksBefore) {
    if (copy.isEmpty()) {
      return new Handout.Nothing("The store was not reached since the start.");
    }
    // The first look that ends may have begun before the asker came; the second has not.
    boolean lags = copy.get().version() < version && looks - looksBefore < 2;
    return lags
        ? new Handout.Nothing("This instance knows only version " + copy.get().version() + ".")
        : new Handout.Set(copy.get());
  }

  private void await(long version, Deadline deadline) {
    try {
      while (!isNewer(version) && !closed && !deadline.spent(ticker)) {
        boolean _ = news.await(deadline.remainingNanos(ticker), TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException _) {
      // The request is given up: what there is will do, and whoever interrupted sees the flag.
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    while (pause()) {
      try {
        CallContext.root(Deadline.in(READ_MAX, ticker), Criticality.LIST).run(this::look);
      } catch (RuntimeException e) {
        // This loop must survive: without it no gateway would ever learn of a publication again.
        LOG.log(Level.SEVERE, "Could not look for publications", e);
      }
    }
  }

  /// Waits until it is time to look. False once closed.
  private boolean pause() {
    lock.lock();
    try {
      long left = limits.interval().toNanos();
      while (!due && !closed && left > 0) {
        left = wake.awaitNanos(left);
      }
      due = false;
      return !closed;
    } catch (InterruptedException _) {
      // Nobody interrupts this thread but to end it.
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void look() {
    switch (store.version()) {
      case Answer.Done<Long>(Long version) -> {
        if (known().filter(version::equals).isPresent()) {
          note(Optional.empty());
          looked();
        } else {
          load();
        }
      }
      case Answer.NotDone<Long>(String why) -> note(Optional.of(why));
      case Answer.Uncertain<Long>(String why) -> note(Optional.of(why));
      case Answer.Damaged<Long>(String what) -> note(Optional.of(what));
    }
  }

  private void load() {
    switch (store.published()) {
      case Answer.Done<Live.Set>(Live.Set set) -> {
        note(Optional.empty());
        keep(copy(set));
        looked();
      }
      case Answer.NotDone<Live.Set>(String why) -> note(Optional.of(why));
      case Answer.Uncertain<Live.Set>(String why) -> note(Optional.of(why));
      case Answer.Damaged<Live.Set>(String what) -> note(Optional.of(what));
    }
  }

  private static Copy copy(Live.Set set) {
    var published =
        set.revisions().stream()
            .map(revision -> new Published(revision.number(), revision.campaign()))
            .toList();
    return new Copy(set.version(), SNAPSHOTS.write(new Snapshot(set.version(), published)));
  }

  private Optional<Long> known() {
    lock.lock();
    try {
      return copy.map(Copy::version);
    } finally {
      lock.unlock();
    }
  }

  private void looked() {
    lock.lock();
    try {
      looks++;
    } finally {
      lock.unlock();
    }
  }

  private void keep(Copy newer) {
    lock.lock();
    try {
      copy = Optional.of(newer);
      news.signalAll();
    } finally {
      lock.unlock();
    }
    LOG.info("The published set is at version " + newer.version());
  }

  /// Tells of trouble when it begins and when it ends, not each time that it is met.
  private void note(Optional<String> now) {
    if (now.isPresent() && trouble.isEmpty()) {
      LOG.warning("The published set may be out of date: " + now.get());
    } else if (now.isEmpty() && trouble.isPresent()) {
      LOG.info("The published set is followed again");
    }
    trouble = now;
  }
}
