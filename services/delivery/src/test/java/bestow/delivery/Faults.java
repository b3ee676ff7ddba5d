package bestow.delivery;

import java.util.Optional;

/// Counts the steps that reach the outside, and strikes at one of them.
final class Faults {

  /// What happens at the step that is struck.
  enum Kind {
    /// The instance dies before it.
    CRASH_BEFORE,
    /// It is done, and the instance dies before it knows.
    CRASH_AFTER,
    /// It is not done, and the instance knows.
    NOT_DONE,
    /// It is done, and the instance does not know.
    DONE_UNKNOWN,
    /// It is not done, and the instance does not know.
    NOT_DONE_UNKNOWN
  }

  private final Kind kind;
  private final int at;
  private int steps;

  Faults(Kind kind, int at) {
    this.kind = kind;
    this.at = at;
  }

  static Faults none() {
    return new Faults(Kind.CRASH_BEFORE, Integer.MAX_VALUE);
  }

  /// What happens at the step that begins now.
  Optional<Kind> strike() {
    return ++steps == at ? Optional.of(kind) : Optional.empty();
  }

  /// Whether the step to strike at never came.
  boolean untouched() {
    return steps < at;
  }
}
