package bestow.quota;

/// A note that a claim with an Idempotency-Key is being held. It tells a client's mistake from a
/// repeated claim; that a key gives one order at most does not rest on it.
///
/// @param owner whose key; empty for a paid order's, which is its partner's for all users
/// @param key which key
/// @param use for which gift; of a paid order, and for which user
/// @param now epoch milliseconds
/// @param till epoch milliseconds: until then it is taken for in flight
record KeyNote(String owner, ClaimKey key, String use, long now, long till) {

  /// The note about a claim that has a key.
  static KeyNote of(Claim claim, long now, long till) {
    var gift = claim.gift().name();
    var user = claim.user().value();
    return claim.key().paid()
        ? new KeyNote("", claim.key(), gift + ":" + user, now, till)
        : new KeyNote(user, claim.key(), gift, now, till);
  }

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
