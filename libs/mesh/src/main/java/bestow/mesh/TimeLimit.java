package bestow.mesh;

/// Gives an attempt its deadline: what the callee's terms allow, and never more than its asker
/// has left. Without time left nothing is begun.
final class TimeLimit implements Stage {

  private final CalleeTerms terms;
  private final Ticker ticker;

  TimeLimit(CalleeTerms terms, Ticker ticker) {
    this.terms = terms;
    this.ticker = ticker;
  }

  @Override
  public Outcome call(Attempt attempt, Next next) {
    var own = new Deadline(attempt.startNanos() + terms.timeouts().total().toNanos());
    var limited = attempt.until(own.earlier(attempt.context().deadline()));
    if (limited.deadline().atNanos() - attempt.startNanos() <= 0) {
      return limited.notSent("No time was left to call " + terms.name(), Phase.WAIT, ticker);
    }
    var outcome = next.call(limited);
    long elapsed = outcome.trail().elapsed().toNanos();
    terms.took(Step.TOTAL, elapsed, attempt.startNanos() + elapsed);
    return outcome;
  }
}
