package bestow.simulation;

/// Ways to leave the protocol of bundles: each is tempting, and each must be found out.
public enum BundleShortcut {
  /// None: the protocol as it is.
  NONE,
  /// A bundle is undone before that is written down.
  UNWRITTEN_UNDO,
  /// What is held for a delivered part is given away before the bundle is given.
  EARLY_STOCK
}
