package bestow.simulation;

/// Ways to leave the protocol: each is tempting, and each must be found out.
public enum Shortcut {
  /// None: the protocol as it is.
  NONE,
  /// A hold is released because its time is over, without a question.
  TIME_RELEASES,
  /// An attempt is sent first and written down afterwards.
  NO_WRITE_AHEAD,
  /// A claim without an answer in time is called refused, and claimed anew.
  TIMEOUT_IS_REFUSAL,
  /// A claim whose delivery is in doubt is promised without quota's noting it.
  NO_PROMISE,
  /// Quota notes a promise though it has asked about the order before.
  LATE_PROMISE,
  /// An attempt is sent however long ago it was written down.
  NO_SEND_BY
}
