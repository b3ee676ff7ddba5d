package bestow.quota;

import java.io.Serial;

/// The store gave no proper answer. Never leaves the package: each door says what it means for its
/// caller.
final class StoreFailure extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  /// What is known about the step that failed.
  enum Effect {
    /// Nothing was changed and nothing will be.
    NONE,
    /// It may have happened, or may yet happen.
    UNKNOWN,
    /// The store holds something that cannot be: nothing was changed, and a person has to look.
    BROKEN
  }

  private final Effect effect;

  StoreFailure(Effect effect, String why) {
    // No stack trace: while a store is away every claim ends here.
    super(why, null, false, false);
    this.effect = effect;
  }

  Effect effect() {
    return effect;
  }

  /// Why, as a sentence.
  String why() {
    return String.valueOf(getMessage());
  }

  /// The same failure of a step before the claim is held: whatever came of that step, the claim is
  /// not begun.
  StoreFailure beforeHolding() {
    return effect == Effect.UNKNOWN ? new StoreFailure(Effect.NONE, why()) : this;
  }
}
