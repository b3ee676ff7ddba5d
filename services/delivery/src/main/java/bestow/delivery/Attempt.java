package bestow.delivery;

/// One call to a provider, as its order remembers it for whoever looks into it later.
///
/// @param number from 1
/// @param token which instance began it, and which of its attempts it was; unique
/// @param startedAt epoch milliseconds
/// @param endedAt epoch milliseconds, 0 while it is open
/// @param phase how far it came: `wait`, `connect`, `write` or `read`; empty while it is open
/// @param status the HTTP status of the answer, 0 for none
/// @param outcome what came of it
record Attempt(
    int number,
    String token,
    long startedAt,
    long endedAt,
    String phase,
    int status,
    Outcome outcome) {

  /// An attempt that begins.
  static Attempt open(int number, String token, long now) {
    return new Attempt(number, token, now, 0, "", 0, Outcome.OPEN);
  }

  /// The same attempt at its end.
  Attempt ended(End end, Outcome how, long now) {
    return new Attempt(number, token, startedAt, now, end.phase(), end.status(), how);
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
