package bestow.mesh;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps an optional step from costing more than it is worth: so much time, so many at once, and
/// hardly any while most of them come to nothing. What is left out is counted.
final class Bypass implements Stage {

  private static final int SAMPLES_MIN = 20;
  // One of ten goes on while the rest is left out, to see when all may.
  private static final int LET_THROUGH = 10;
  private static final long WINDOW_NANOS = 10_000_000_000L;
  private static final int ERROR_MIN = 500;

  private final BypassSettings settings;
  private final Sight sight;
  private final Ticker ticker;
  private final long originNanos;
  private final Semaphore places;
  private final AtomicInteger turns = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Window window = new Window(WINDOW_NANOS);

  Bypass(BypassSettings settings, Sight sight, Ticker ticker) {
    this.settings = settings;
    this.sight = sight;
    this.ticker = ticker;
    this.originNanos = ticker.nanos();
    this.places = new Semaphore(settings.limit());
  }

  @Override
  public Outcome call(Attempt attempt, Next next) {
    if (sick() && turns.incrementAndGet() % LET_THROUGH != 0) {
      return leaveOut(attempt, "sick", "most calls come to nothing");
    }
    if (!places.tryAcquire()) {
      return leaveOut(attempt, "limit", settings.limit() + " are under way already");
    }
    try {
      var deadline = new Deadline(attempt.startNanos() + settings.time().toNanos());
      var context = attempt.context().at(Criticality.OPTIONAL).within(deadline);
      var outcome = next.call(attempt.in(context));
      count(outcome);
      return outcome;
    } finally {
      places.release();
    }
  }

  private Outcome leaveOut(Attempt attempt, String word, String why) {
    sight.bypassed(word);
    return attempt.notSent(
        "The optional call of " + attempt.callee() + " was left out: " + why, Phase.WAIT, ticker);
  }

  private void count(Outcome outcome) {
    boolean good = outcome instanceof Outcome.Answered answered && answered.status() < ERROR_MIN;
    if (!good) {
      sight.bypassed("failed");
    }
    lock.lock();
    try {
      window.record(good ? Verdict.GOOD : Verdict.APPLICATION, ticker.nanos() - originNanos);
    } finally {
      lock.unlock();
    }
  }

  private boolean sick() {
    lock.lock();
    try {
      var sums = window.sums(ticker.nanos() - originNanos);
      return sums.all() >= SAMPLES_MIN && sums.success() < settings.successMin();
    } finally {
      lock.unlock();
    }
  }
}
