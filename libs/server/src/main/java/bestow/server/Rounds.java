package bestow.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Does the same again and again, with a pause of half to one and a half times what is wanted, so
/// that instances which started together do not stay together. Runs on a thread of its own until
/// it is closed.
public final class Rounds implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Rounds.class.getName());

  /// A round that takes longer is left to itself.
  private static final Duration CLOSING = Duration.ofSeconds(15);

  /// What is done.
  @FunctionalInterface
  public interface Round {
    void go() throws InterruptedException;
  }

  private final Round round;
  private final long everyNanos;
  private final RandomGenerator random;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  private Rounds(Round round, Duration every, RandomGenerator random) {
    this.round = round;
    this.everyNanos = every.toNanos();
    this.random = random;
    this.thread = Thread.ofVirtual().name("rounds").unstarted(this::run);
  }

  /// Begins with a pause. A round that throws is told of in the log, and the next one comes.
  ///
  /// @param every how long the pauses are on average
  public static Rounds start(Round round, Duration every, RandomGenerator random) {
    var rounds = new Rounds(round, every, random);
    rounds.thread.start();
    return rounds;
  }

  private void run() {
    try {
      while (!closed.await(pauseNanos(everyNanos, random), TimeUnit.NANOSECONDS)) {
        once();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  static long pauseNanos(long everyNanos, RandomGenerator random) {
    return everyNanos / 2 + random.nextLong(everyNanos + 1);
  }

  private void once() throws InterruptedException {
    try {
      round.go();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "A round did not go well", e);
    }
  }

  /// Begins no further round, and waits a while for the one under way.
  @Override
  public void close() {
    closed.countDown();
    try {
      var _ = thread.join(CLOSING);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
