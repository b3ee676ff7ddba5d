package bestow.mesh;

import java.util.concurrent.atomic.AtomicLong;

/// Chooses who shall answer an attempt, of those whose [Health] allows it, and tells it how the
/// attempt ended.
final class Pick implements Stage {

  /// Whose errors speak against an instance.
  enum Counted {
    /// Those of calls that matter. One that may be left out has little time and less patience, and
    /// must not take an instance from those that matter.
    WHAT_MATTERS,
    /// All of them.
    EVERYTHING
  }

  private final Roster roster;
  private final Health health;
  private final Counted counted;
  private final Ticker ticker;
  private final AtomicLong version = new AtomicLong();

  Pick(Roster roster, Health health, Counted counted, Ticker ticker) {
    this.roster = roster;
    this.health = health;
    this.counted = counted;
    this.ticker = ticker;
  }

  @Override
  public Outcome call(Attempt attempt, Next next) {
    if (version.get() != roster.candidates().version()) {
      follow();
    }
    long pickedAt = ticker.nanos();
    var picked = health.pick(attempt.wish(), pickedAt);
    if (picked.isEmpty()) {
      return attempt.notSent(
          "No instance of " + attempt.callee() + " may be called", Phase.WAIT, ticker);
    }
    var choice = picked.get();
    var verdict = Verdict.NOTHING;
    // As the attempt itself read the clock, which is not free.
    long endedAt = pickedAt;
    try {
      var outcome = next.call(marked(attempt, choice.instance()));
      verdict = verdict(attempt, outcome);
      endedAt = attempt.startNanos() + outcome.trail().elapsed().toNanos();
      return outcome;
    } finally {
      health.report(choice, verdict, endedAt);
    }
  }

  private Attempt marked(Attempt attempt, Instance instance) {
    var to = attempt.to(instance);
    return health.mark(instance).map(mark -> to.in(to.context().marked(mark))).orElse(to);
  }

  /// Takes a new list over, once, and never an older one after a newer one.
  private synchronized void follow() {
    var newest = roster.candidates();
    if (version.get() != newest.version()) {
      health.list(newest.all(), ticker.nanos());
      version.set(newest.version());
    }
  }

  private Verdict verdict(Attempt attempt, Outcome outcome) {
    var verdict = health.verdict(outcome);
    return switch (verdict) {
      case NOTHING -> verdict;
      case GOOD -> {
        health.pace().took(outcome.trail().elapsed().toNanos());
        yield matters(attempt) ? verdict : Verdict.NOTHING;
      }
      case SLOW, APPLICATION -> matters(attempt) ? verdict : Verdict.NOTHING;
      case TRANSPORT -> matters(attempt) && fair(attempt, outcome) ? verdict : Verdict.NOTHING;
      case CONNECT -> fair(attempt, outcome) ? verdict : Verdict.NOTHING;
    };
  }

  private boolean matters(Attempt attempt) {
    return counted == Counted.EVERYTHING || attempt.context().criticality() != Criticality.OPTIONAL;
  }

  /// Whether the instance had a chance: an attempt that its caller gave up, or that had less time
  /// than most take, says nothing about who could not answer it.
  private boolean fair(Attempt attempt, Outcome outcome) {
    if (Thread.currentThread().isInterrupted()) {
      return false;
    }
    boolean outOfTime = attempt.deadline().remainingNanos(ticker) <= Transport.LEFT_NANOS_MIN;
    return !outOfTime || outcome.trail().elapsed().toNanos() >= health.pace().nanos();
  }
}
