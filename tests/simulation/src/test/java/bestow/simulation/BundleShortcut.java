package bestow.simulation;

/// Ways to leave the protocol of bundles: each is tempting, and each must be found out by the
/// law that it breaks.
public enum BundleShortcut {
  /// None: the protocol as it is.
  NONE(""),
  /// A bundle is undone, and that is never written down: it has no end.
  UNWRITTEN_UNDO("L3"),
  /// What is held for a delivered part is given away before the bundle is given.
  EARLY_STOCK("L10");

  private final String law;

  BundleShortcut(String law) {
    this.law = law;
  }

  /// The law that it breaks, as in `L1`.
  String law() {
    return law;
  }
}
