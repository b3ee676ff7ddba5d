package bestow.mesh;

import bestow.mesh.RetryGate.Ask;
import bestow.mesh.RetryGate.Decision;
import bestow.mesh.RetryGate.Failure;
import java.time.Duration;
import java.util.Optional;

/// Makes a call again that failed, where its caller says that this does no harm and the
/// [RetryGate] says that it does some good.
final class Retry implements Stage {

  private static final int ERROR_MIN = 500;

  /// Lets time pass.
  @FunctionalInterface
  interface Pause {
    /// Comes back after the time, or at once when interrupted, which stays set.
    void take(long nanos);
  }

  private final CalleeTerms terms;
  private final RetryGate gate;
  private final Health health;
  private final Sight sight;
  private final Clock clock;

  /// The time, and how to let it pass.
  record Clock(Ticker ticker, Pause pause) {}

  Retry(CalleeTerms terms, RetryGate gate, Health health, Sight sight, Clock clock) {
    this.terms = terms;
    this.gate = gate;
    this.health = health;
    this.sight = sight;
    this.clock = clock;
  }

  @Override
  public Outcome call(Attempt first, Next next) {
    var total = new Deadline(first.startNanos() + terms.timeouts().total().toNanos());
    var context = first.context().within(total);
    var layer =
        context.marks().contains(Mark.REPEATED_ABOVE) ? RetryGate.Layer.BELOW : RetryGate.Layer.TOP;
    boolean repeats = first.call().repeat() == Repeat.HARMLESS;
    var attempt = first.in(repeats ? context.marked(Mark.REPEATED_ABOVE) : context);
    var outcome = next.call(attempt);
    gate.first(health.ofCallee(outcome), clock.ticker().nanos());
    while (true) {
      var failure = failure(attempt.call().repeat(), outcome);
      if (failure.isEmpty() || !mayRepeat(attempt)) {
        return outcome;
      }
      switch (gate.again(ask(failure.get(), layer, attempt, outcome), clock.ticker().nanos())) {
        case Decision.Stop(var why) -> {
          sight.notRepeated(why);
          return outcome;
        }
        case Decision.Again again -> {
          clock.pause().take(again.pauseNanos());
          if (!mayRepeat(attempt)) {
            gate.giveBack(again);
            return outcome;
          }
          sight.repeated(failure.get());
          attempt = attempt.again(outcome.trail().instance(), clock.ticker().nanos());
          outcome = next.call(attempt);
        }
      }
    }
  }

  /// How it failed; nothing where it did not, or where making it again could do harm.
  static Optional<Failure> failure(Repeat repeat, Outcome outcome) {
    if (repeat == Repeat.NEVER) {
      return Optional.empty();
    }
    var failure =
        switch (outcome) {
          case Outcome.NotSent _ -> Optional.of(Failure.NOT_SENT);
          case Outcome.Refused _ -> Optional.of(Failure.REFUSED);
          case Outcome.MaybeApplied _, Outcome.Unreadable _ -> Optional.of(Failure.IN_DOUBT);
          case Outcome.Answered answered ->
              answered.status() >= ERROR_MIN
                  ? Optional.of(Failure.IN_DOUBT)
                  : Optional.<Failure>empty();
        };
    return failure.filter(how -> how != Failure.IN_DOUBT || repeat == Repeat.HARMLESS);
  }

  private boolean mayRepeat(Attempt attempt) {
    return !Thread.currentThread().isInterrupted()
        && !attempt.context().deadline().spent(clock.ticker());
  }

  private Ask ask(Failure failure, RetryGate.Layer layer, Attempt attempt, Outcome outcome) {
    var instance = outcome.trail().instance();
    Optional<Duration> retryAfter =
        outcome instanceof Outcome.Refused refused ? refused.retryAfter() : Optional.empty();
    return new Ask(
        failure,
        attempt.number(),
        layer,
        instance.filter(health::another).isPresent(),
        retryAfter,
        attempt.context().deadline().remainingNanos(clock.ticker()),
        health.pace().nanos());
  }
}
