package bestow.simulation;

/// Ways to leave the protocol: each is tempting, and each must be found out by the law that it
/// breaks.
public enum Shortcut {
  /// None: the protocol as it is.
  NONE(""),
  /// A hold is released because its time is over, without a question.
  TIME_RELEASES("L10"),
  /// An attempt is sent first and written down afterwards.
  NO_WRITE_AHEAD("L1"),
  /// A claim without an answer in time is called refused, and claimed anew.
  TIMEOUT_IS_REFUSAL("L4"),
  /// A claim whose delivery is in doubt is promised without quota's noting it.
  NO_PROMISE("L3"),
  /// Quota notes a promise though it has asked about the order before.
  LATE_PROMISE("L3"),
  /// An attempt is sent however long ago it was written down.
  NO_SEND_BY("L1");

  private final String law;

  Shortcut(String law) {
    this.law = law;
  }

  /// The law that it breaks, as in `L1`.
  String law() {
    return law;
  }
}
