package bestow.mesh;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Says whether an attempt that failed is worth another. Only while most first attempts go well:
/// what fails everywhere does so again, and each repeat is one more burden on a callee that has too
/// much already. Never lets the callee have more than (1 - (1 - s)^n) / s times the calls, where
/// `s` is the share of first attempts that must go well and `n` the attempts a call has, nor more
/// than the budget adds.
///
/// Safe for use by many threads.
final class RetryGate {

  // 10 s: as long as it takes to forget a bad moment.
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final int SAMPLES_MIN = 20;
  // So much may a sum of shares be beside what it should be.
  private static final double ROUNDING = 1e-9;
  private static final double SAVED_AT_START = 10;

  /// How an attempt failed.
  enum Failure {
    /// No byte was sent.
    NOT_SENT,
    /// The callee said that it has not begun.
    REFUSED,
    /// It may have been done.
    IN_DOUBT
  }

  /// Who makes a call again that fails.
  enum Layer {
    /// Nobody but us.
    TOP,
    /// Somebody above, so that we do it only where it is no burden for anybody.
    BELOW
  }

  /// What is known when the question is asked.
  ///
  /// @param failure how the last attempt failed
  /// @param number which attempt that was, from 1
  /// @param layer who sees to it that the call is made again
  /// @param another whether another instance is well
  /// @param retryAfter how long the instance asked to be left alone
  /// @param leftNanos how much time the call has left
  /// @param typicalNanos how long an attempt typically takes at most
  record Ask(
      Failure failure,
      int number,
      Layer layer,
      boolean another,
      Optional<Duration> retryAfter,
      long leftNanos,
      long typicalNanos) {}

  /// Why there is no other attempt.
  enum No {
    /// There were as many as a call may have.
    ATTEMPTS,
    /// Whoever is above sees to it.
    ABOVE,
    /// Too many first attempts fail.
    CALLEE_SICK,
    /// It would come too late.
    TIME,
    /// Too many were repeated lately.
    BUDGET
  }

  /// The answer.
  sealed interface Decision {
    /// Another attempt, after a pause.
    record Again(long pauseNanos, boolean paid) implements Decision {}

    /// None.
    record Stop(No why) implements Decision {}
  }

  private final RetrySettings settings;
  private final RandomGenerator random;
  private final Consumer<Transition> observer;
  private final long originNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private final Window firsts = new Window(WINDOW.toNanos());
  private final Budget budget;
  private boolean open = true;

  /// @param random safe for use by many threads
  /// @param observer is told when repeating stops and when it is resumed
  RetryGate(
      RetrySettings settings,
      RandomGenerator random,
      Consumer<Transition> observer,
      long nowNanos) {
    this.settings = settings;
    this.random = random;
    this.observer = observer;
    this.originNanos = nowNanos;
    this.budget =
        new Budget(settings.budget(), settings.reserve(), settings.budgetMax(), SAVED_AT_START);
  }

  /// A call has had its first attempt.
  ///
  /// @param verdict what it says of the callee; nothing where the fault was one instance's alone
  ///     and
  ///     another one can do the work
  void first(Verdict verdict, long nowNanos) {
    long now = since(nowNanos);
    Optional<Transition> turned;
    lock.lock();
    try {
      budget.save(now);
      firsts.record(verdict, now);
      turned = turn(now);
    } finally {
      lock.unlock();
    }
    turned.ifPresent(observer);
  }

  /// Whether there is another attempt. One that is granted is paid for at once, while it still
  /// pauses.
  Decision again(Ask ask, long nowNanos) {
    if (ask.number() >= settings.attemptsMax()) {
      return new Decision.Stop(No.ATTEMPTS);
    }
    // A dead instance is no reason to spare the others: where nothing was sent, the first repeat is
    // free.
    boolean free = ask.failure() == Failure.NOT_SENT && ask.number() == 1 && ask.another();
    if (!free && ask.layer() == Layer.BELOW) {
      return new Decision.Stop(No.ABOVE);
    }
    long pause = free ? 0 : pause(ask);
    lock.lock();
    try {
      if (!free && !open) {
        return new Decision.Stop(No.CALLEE_SICK);
      }
      if (ask.leftNanos() - pause <= ask.typicalNanos()) {
        return new Decision.Stop(No.TIME);
      }
      if (!free && !budget.take()) {
        return new Decision.Stop(No.BUDGET);
      }
      return new Decision.Again(pause, !free);
    } finally {
      lock.unlock();
    }
  }

  /// Whether a late attempt may be asked for a second time; paid for at once.
  boolean mayHedge() {
    lock.lock();
    try {
      return open && budget.take();
    } finally {
      lock.unlock();
    }
  }

  /// Gives back what was paid for an attempt that did not begin.
  void giveBack(Decision.Again unused) {
    if (unused.paid()) {
      lock.lock();
      try {
        budget.giveBack();
      } finally {
        lock.unlock();
      }
    }
  }

  /// Whether calls are repeated.
  boolean isOpen() {
    lock.lock();
    try {
      return open;
    } finally {
      lock.unlock();
    }
  }

  /// The share of first attempts that went well lately; none while there were too few.
  Optional<Double> success(long nowNanos) {
    lock.lock();
    try {
      var sums = firsts.sums(since(nowNanos));
      return sums.all() < SAMPLES_MIN ? Optional.empty() : Optional.of(sums.success());
    } finally {
      lock.unlock();
    }
  }

  private Optional<Transition> turn(long now) {
    var sums = firsts.sums(now);
    boolean known = sums.all() >= SAMPLES_MIN;
    if (open && known && sums.success() < settings.successMin()) {
      open = false;
      return Optional.of(new Transition.RetriesStopped(sums.success()));
    }
    if (!open
        && (!known || sums.success() >= settings.successMin() + settings.reopen() - ROUNDING)) {
      open = true;
      return Optional.of(new Transition.RetriesResumed(sums.success()));
    }
    return Optional.empty();
  }

  private long pause(Ask ask) {
    if (ask.failure() != Failure.IN_DOUBT && ask.another()) {
      return 0;
    }
    return ask.retryAfter().map(Duration::toNanos).orElseGet(() -> backoff(ask.number()));
  }

  /// Anything up to the wait doubled with each attempt, so that calls that failed together do not
  /// come back together.
  private long backoff(int number) {
    double most =
        Math.min(
            (double) settings.backoffMax().toNanos(),
            settings.backoff().toNanos() * Math.pow(2, number - 1));
    return (long) (random.nextDouble() * most);
  }

  private long since(long nowNanos) {
    return Math.max(0, nowNanos - originNanos);
  }
}
