package bestow.mesh;

/// When a call may be made again, at another instance, by the mesh itself. Who makes the call says
/// so, since only they know what a second one would do.
public enum Repeat {
  /// Never. What goes wrong is the caller's to see.
  NEVER,
  /// While nothing can have happened: no byte was sent, or the callee itself said that it has not
  /// begun.
  UNLESS_BEGUN,
  /// Even if it may have happened: it changes nothing, or the callee knows it again, by its order
  /// number, and gives the first answer.
  HARMLESS
}
