package bestow.mesh;

/// Gives an attempt its deadline: what the callee's settings allow, and never more than its asker
/// has left. Without time left nothing is begun.
final class TimeLimit implements Stage {

  private final CalleeSettings settings;
  private final Ticker ticker;

  TimeLimit(CalleeSettings settings, Ticker ticker) {
    this.settings = settings;
    this.ticker = ticker;
  }

  @Override
  public Outcome call(Attempt attempt, Next next) {
    var own = new Deadline(attempt.startNanos() + settings.total().toNanos());
    var limited = attempt.until(own.earlier(attempt.context().deadline()));
    if (limited.deadline().spent(ticker)) {
      return limited.notSent("No time was left to call " + settings.name(), Phase.WAIT, ticker);
    }
    return next.call(limited);
  }
}
