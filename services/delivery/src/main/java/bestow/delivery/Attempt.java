package bestow.delivery;

/// One call to a provider, as its order remembers it for whoever looks into it later.
///
/// @param number from 1
/// @param token which instance began it, and which of its attempts it was; unique
/// @param trace the trace that it is seen in; empty where it was not traced
/// @param startedAt epoch milliseconds
/// @param endedAt epoch milliseconds, 0 while it is open
/// @param phase how far it came: `wait`, `connect`, `write` or `read`; empty while it is open
/// @param status the HTTP status of the answer, 0 for none
/// @param outcome what came of it
record Attempt(
    int number,
    String token,
    String trace,
    long startedAt,
    long endedAt,
    String phase,
    int status,
    Outcome outcome) {

  /// An attempt that begins.
  static Attempt open(int number, Event.Begin begin, long now) {
    return new Attempt(number, begin.token(), begin.trace(), now, 0, "", 0, Outcome.OPEN);
  }

  /// The same attempt at its end.
  Attempt ended(End end, Outcome how, long now) {
    return new Attempt(number, token, trace, startedAt, now, end.phase(), end.status(), how);
  }

  /// The instance that began it.
  String instance() {
    int end = token.indexOf('/');
    return end < 0 ? token : token.substring(0, end);
  }

  /// What came of an attempt.
  enum Outcome {
    /// Under way, or its sender died.
    OPEN,
    /// The provider delivered.
    DELIVERED,
    /// The provider refused for good.
    REFUSED,
    /// No byte reached the provider.
    NOT_SENT,
    /// The provider said that it did nothing, and that it may be asked again.
    RETRY_LATER,
    /// Bytes went out and no usable answer came.
    UNCERTAIN
  }

  /// How far an attempt came.
  ///
  /// @param phase `wait`, `connect`, `write` or `read`
  /// @param status the HTTP status of the answer, 0 for none
  record End(String phase, int status) {

    /// Where no call was made.
    static final End NONE = new End("", 0);
  }
}
