package bestow.delivery;

import bestow.delivery.Attempt.End;

/// What a call to a provider came to.
sealed interface Verdict {

  /// How far the call came.
  End end();

  /// It delivered, now or before.
  ///
  /// @param receipt its word for it; empty where it gives none
  record Delivered(String receipt, End end) implements Verdict {}

  /// It refused for good.
  ///
  /// @param reason a stable code
  record Refused(String reason, End end) implements Verdict {}

  /// It did nothing, and may be asked again.
  record RetryLater(End end) implements Verdict {}

  /// No byte reached it.
  record NotSent(End end) implements Verdict {}

  /// It may have delivered, or may yet.
  record Unclear(End end) implements Verdict {}

  /// It took an order back, now or before, or has nothing to take back.
  record Revoked(End end) implements Verdict {}

  /// It was asked about an order that it never heard of.
  record NeverHeard(End end) implements Verdict {}
}
