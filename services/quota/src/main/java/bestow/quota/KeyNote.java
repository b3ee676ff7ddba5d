package bestow.quota;

/// A note that a claim with an Idempotency-Key is being held. It tells a client's mistake from a
/// repeated claim; that a key gives one order at most does not rest on it.
///
/// @param user whose key
/// @param key which key
/// @param gift for which gift
/// @param now epoch milliseconds
/// @param till epoch milliseconds: until then it is taken for in flight
record KeyNote(UserId user, ClaimKey key, GiftId gift, long now, long till) {

  /// What the store says to it.
  enum Answer {
    /// It is noted.
    BEGUN,
    /// The key is used for another gift.
    REUSED,
    /// A claim with the same key is in flight.
    IN_FLIGHT
  }
}
