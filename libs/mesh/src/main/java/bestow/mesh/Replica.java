package bestow.mesh;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/// A copy of what another service publishes as one versioned whole: kept up to date by long poll,
/// in memory and on disk, and served on when that service is gone, also after a restart of this
/// process. Safe for use by many threads.
///
/// @param <T> what the published bytes are read into
public final class Replica<T> implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Replica.class.getName());
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
  // However it answers, and whoever waits: a publisher is asked ten times a second at most.
  private static final Duration BREATH = Duration.ofMillis(100);
  private static final long FILE_BYTES_MAX = 64 << 20;

  /// Reads published bytes.
  @FunctionalInterface
  public interface Reader<T> {
    /// The whole and its version.
    ///
    /// @throws IOException where the bytes are not what they should be
    Version<T> read(byte[] bytes) throws IOException;
  }

  /// One version of the whole.
  ///
  /// @param number grows with every change
  /// @param value the whole
  public record Version<T>(long number, T value) {}

  /// Where the whole is published and kept.
  ///
  /// @param path of the publisher's door, answering `GET path?after=VERSION&wait=Ns`
  /// @param patience how long one question may stay open, in whole seconds; less than the callee's
  ///     read timeout
  /// @param folder where the copy is kept
  /// @param name the copy's file name
  public record Source(String path, Duration patience, Path folder, String name) {}

  private final Callee publisher;
  private final Source source;
  private final Reader<T> reader;
  private final Ticker ticker;
  private final RandomGenerator random;
  private final KeptFile file;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition newer = lock.newCondition();
  private final Condition asked = lock.newCondition();
  private volatile Version<T> current;
  // The newest version that somebody knows to exist; under the lock.
  private long wanted = Long.MIN_VALUE;
  private int failures;

  private Replica(
      Callee publisher, Source source, Reader<T> reader, Version<T> none, Chances chances) {
    this.publisher = publisher;
    this.source = source;
    this.reader = reader;
    this.current = none;
    this.ticker = chances.ticker();
    this.random = chances.random();
    this.file = new KeptFile(source.folder(), source.name(), FILE_BYTES_MAX);
  }

  /// What the copy measures time and jitter by.
  public record Chances(Ticker ticker, RandomGenerator random) {}

  /// Loads the copy on disk, at once, and begins to follow the publisher.
  ///
  /// @param publisher has a read timeout and a total above `source.patience`
  /// @param none what there is before anything was ever copied
  public static <T> Replica<T> follow(
      Callee publisher, Source source, Reader<T> reader, Version<T> none, Chances chances) {
    var replica = new Replica<>(publisher, source, reader, none, chances);
    replica.load();
    Thread.ofVirtual().name("bestow-mesh-replica-" + source.name()).start(replica::run);
    return replica;
  }

  /// The newest whole that is known.
  public T current() {
    return current.value();
  }

  /// Its version.
  public long version() {
    return current.number();
  }

  /// Waits until the copy is at least of this version; at once where it is. Where it is not, the
  /// publisher is asked soon, even one that was left alone for a while because it did not answer.
  ///
  /// @return whether it is
  public boolean awaitAtLeast(long version, Duration atMost) {
    if (current.number() >= version) {
      return true;
    }
    long left = atMost.toNanos();
    lock.lock();
    try {
      wanted = Math.max(wanted, version);
      asked.signalAll();
      while (current.number() < version && left > 0) {
        left = newer.awaitNanos(left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return current.number() >= version;
  }

  /// Stops following; the copy stays.
  @Override
  public void close() {
    closed.countDown();
    lock.lock();
    try {
      asked.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (closed.getCount() > 0) {
      var deadline = Deadline.in(source.patience().plusSeconds(5), ticker);
      var context = CallContext.root(deadline, Criticality.QUERY);
      var path =
          source.path() + "?after=" + version() + "&wait=" + source.patience().toSeconds() + "s";
      switch (context.call(() -> publisher.call(Call.get(path, source.path())))) {
        case Outcome.Answered(int status, _, byte[] body, _) when status == 200 -> take(body);
        case Outcome.Answered(int status, _, _, _) -> bear("it answered " + status);
        case Outcome.Refused _ -> bear("it refused");
        case Outcome.NotSent(var why, _) -> bear(why);
        case Outcome.MaybeApplied(var why, _) -> bear(why);
        case Outcome.Unreadable(_, var why, _) -> bear(why);
      }
    }
  }

  private void take(byte[] bytes) {
    try {
      var read = reader.read(bytes);
      failures = 0;
      if (read.number() < version()) {
        LOG.log(
            System.Logger.Level.WARNING,
            "{0}: the publisher went back from version {1} to {2}, and so does the copy",
            source.name(),
            version(),
            read.number());
      }
      if (read.number() == version()) {
        pause(BREATH);
      } else {
        save(bytes);
        install(read);
      }
    } catch (IOException unreadable) {
      bear("what it published cannot be read: " + unreadable.getMessage());
    }
  }

  private void install(Version<T> read) {
    lock.lock();
    try {
      current = read;
      newer.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void bear(String why) {
    failures++;
    if (failures == 1) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: version {1} stays, the publisher cannot be followed: {2}",
          source.name(),
          version(),
          why);
    }
    pause(BACKOFF.after(failures, random));
  }

  /// Rests for so long, or until somebody wants a newer version than there is, but for a breath at
  /// the least.
  private void pause(Duration time) {
    try {
      if (!closed.await(BREATH.toNanos(), TimeUnit.NANOSECONDS)) {
        awaitWanted(time.minus(BREATH).toNanos());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  private void awaitWanted(long atMostNanos) throws InterruptedException {
    long left = atMostNanos;
    lock.lockInterruptibly();
    try {
      while (wanted <= current.number() && closed.getCount() > 0 && left > 0) {
        left = asked.awaitNanos(left);
      }
    } finally {
      // Each wish hastens one question: a version that never comes must not be asked for all day.
      wanted = Long.MIN_VALUE;
      lock.unlock();
    }
  }

  private void load() {
    switch (file.load()) {
      case KeptFile.Found.Loaded(byte[] bytes) -> {
        try {
          install(reader.read(bytes));
        } catch (IOException unreadable) {
          LOG.log(
              System.Logger.Level.WARNING,
              "{0}: the copy on disk cannot be read: {1}",
              source.name(),
              unreadable.getMessage());
        }
      }
      case KeptFile.Found.Missing _ -> {}
      case KeptFile.Found.Unusable(var why) ->
          LOG.log(System.Logger.Level.WARNING, "{0}: {1}", source.name(), why);
    }
  }

  private void save(byte[] bytes) {
    try {
      file.save(bytes);
    } catch (IOException failed) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: the copy could not be kept on disk: {1}",
          source.name(),
          failed.getMessage());
    }
  }
}
