package bestow.mesh;

import java.util.random.RandomGenerator;

/// Chooses who shall answer an attempt: at random, so that no instance gets another one's load when
/// that one leaves, and in the caller's own zone where it can.
final class Pick implements Stage {

  private final RandomGenerator random;
  private final Ticker ticker;

  Pick(RandomGenerator random, Ticker ticker) {
    this.random = random;
    this.ticker = ticker;
  }

  @Override
  public Outcome call(Attempt attempt, Next next) {
    return attempt
        .candidates()
        .pick(random)
        .map(picked -> next.call(attempt.to(picked)))
        .orElseGet(
            () ->
                attempt.notSent(
                    "No instance of " + attempt.callee() + " may be called", Phase.WAIT, ticker));
  }
}
