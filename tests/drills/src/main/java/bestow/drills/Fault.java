package bestow.drills;

import java.time.Duration;

/// How an instance behaves towards those who call it. Its health doors tell nothing of it,
/// except where nobody listens at all.
sealed interface Fault {
  /// None: it does what it is asked.
  record Well() implements Fault {}

  /// It answers 500 without having begun.
  ///
  /// @param share of the calls, 0 to 1
  record Failing(double share) implements Fault {}

  /// It answers late.
  ///
  /// @param by how much
  record Slow(Duration by) implements Fault {}

  /// Nobody listens.
  record Dead() implements Fault {}
}
