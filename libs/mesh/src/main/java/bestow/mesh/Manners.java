package bestow.mesh;

/// How a callee is spoken to.
enum Manners {
  /// One of us: it is told the deadline and how much the call matters, and its own mark on a 503 is
  /// believed.
  INSIDE,
  /// A stranger: it is told nothing but the call itself and the trace.
  OUTSIDE
}
