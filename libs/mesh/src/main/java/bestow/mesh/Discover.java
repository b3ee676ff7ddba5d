package bestow.mesh;

import java.time.Duration;

/// Finds out who could answer an attempt. It reads a list in memory; only the very first calls,
/// while there is none at all, wait for the registry's first word.
final class Discover implements Stage {

  private final Roster roster;
  private final Duration firstAnswer;
  private final Ticker ticker;

  Discover(Roster roster, Duration firstAnswer, Ticker ticker) {
    this.roster = roster;
    this.firstAnswer = firstAnswer;
    this.ticker = ticker;
  }

  @Override
  public Outcome call(Attempt attempt, Next next) {
    var candidates = roster.candidates();
    if (candidates.all().isEmpty()) {
      roster.awaitAnswer(attempt.deadline().earlier(Deadline.in(firstAnswer, ticker)), ticker);
      candidates = roster.candidates();
    }
    if (candidates.all().isEmpty()) {
      return attempt.notSent(
          "No instance of " + attempt.callee() + " is known", Phase.WAIT, ticker);
    }
    return next.call(attempt);
  }
}
