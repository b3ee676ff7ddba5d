package bestow.mesh;

import java.time.Duration;

/// When a call that may be repeated is repeated.
///
/// @param attemptsMax how many attempts a call has, the first included; 1 (never again) to 5; 2
/// @param successMin the share of first attempts that must go well, or nothing is repeated: with
///     `n` attempts the callee gets at most (1 - (1 - successMin)^n) / successMin times the calls;
///     0.5 to 0.99; 0.9
/// @param reopen how far above `successMin` the share must rise before calls are repeated again; 0
///     to 0.2, and both together at most 1; 0.05
/// @param budget how many repeats each call adds to what may be spent; 0 to 1; 0.1
/// @param budgetMax how many may be saved up; 0 to 100000; 50
/// @param reserve how many more a second may be spent whatever the traffic; 0 to 1000; 0.1
/// @param backoff how long a repeat waits at most where the callee may have begun: anything from
///     nothing to this, doubled with each attempt; 1 ms to `backoffMax`; 25 ms
/// @param backoffMax the most it waits; up to 1 min; 250 ms
/// @param hedge how long a read is waited for before a second one goes to another instance; zero
///     for never; zero
public record RetrySettings(
    int attemptsMax,
    double successMin,
    double reopen,
    double budget,
    int budgetMax,
    double reserve,
    Duration backoff,
    Duration backoffMax,
    Duration hedge) {

  public RetrySettings {
    Range.whole("retry.attempts-max", attemptsMax, 1, 5);
    Range.share("retry.success-min", successMin, 0.5, 0.99);
    Range.share("retry.reopen", reopen, 0, 0.2);
    Range.share("retry.success-min and retry.reopen together", successMin + reopen, 0.5, 1);
    Range.share("retry.budget", budget, 0, 1);
    Range.whole("retry.budget-max", budgetMax, 0, 100_000);
    Range.share("retry.reserve", reserve, 0, 1000);
    Range.time("retry.backoff-max", backoffMax, Duration.ofMillis(1), Duration.ofMinutes(1));
    Range.time("retry.backoff", backoff, Duration.ofMillis(1), backoffMax);
    Range.time("retry.hedge", hedge, Duration.ZERO, Duration.ofMinutes(1));
  }

  /// What is written behind each of them above.
  public static RetrySettings usual() {
    return new RetrySettings(
        2, 0.9, 0.05, 0.1, 50, 0.1, Duration.ofMillis(25), Duration.ofMillis(250), Duration.ZERO);
  }

  /// The same with another number of attempts and another share that must go well.
  public RetrySettings gate(int attemptsMax, double successMin) {
    return new RetrySettings(
        attemptsMax, successMin, reopen, budget, budgetMax, reserve, backoff, backoffMax, hedge);
  }

  /// The same with another budget.
  public RetrySettings budget(double budget, int budgetMax, double reserve) {
    return new RetrySettings(
        attemptsMax, successMin, reopen, budget, budgetMax, reserve, backoff, backoffMax, hedge);
  }

  /// The same with other waits before a repeat.
  public RetrySettings backoff(Duration backoff, Duration backoffMax) {
    return new RetrySettings(
        attemptsMax, successMin, reopen, budget, budgetMax, reserve, backoff, backoffMax, hedge);
  }

  /// The same with another wait before a read is asked for twice.
  public RetrySettings hedge(Duration hedge) {
    return new RetrySettings(
        attemptsMax, successMin, reopen, budget, budgetMax, reserve, backoff, backoffMax, hedge);
  }
}
