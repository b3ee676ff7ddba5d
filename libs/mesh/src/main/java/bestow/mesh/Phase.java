package bestow.mesh;

/// How far an attempt had come when it ended. Known by which step had begun, never guessed from an
/// exception.
public enum Phase {
  /// No connection yet: an instance or a free place for a connection was being waited for.
  WAIT,
  /// A connection was being opened. The callee has seen no byte of the request.
  CONNECT,
  /// The request was being written. Some of it may have arrived.
  WRITE,
  /// The request was written and the answer was awaited or being read.
  READ
}
