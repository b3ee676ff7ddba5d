package bestow.delivery;

/// Something that happened to an order beside its attempts, for whoever looks into it later.
///
/// @param at epoch milliseconds
/// @param what `dead`, `resent`, `answered`, `given-up`, `revoke`, `makes-good` or `made-good`
/// @param by who did it; empty where nobody did
/// @param why in their words, or the reason
/// @param order the other order, where there is one: that it makes good, or that makes it good
/// @param hand who wrote it down
record Note(long at, String what, String by, String why, String order, Hand hand) {

  /// One that nobody has written down yet.
  Note(long at, String what, String by, String why, String order) {
    this(at, what, by, why, order, Hand.UNKNOWN);
  }

  /// One without another order.
  Note(long at, String what, String by, String why) {
    this(at, what, by, why, "");
  }

  /// The same, written down by that hand.
  Note writtenBy(Hand writer) {
    return new Note(at, what, by, why, order, writer);
  }

  /// Whether it leads to another order.
  boolean isLink() {
    return !order.isEmpty();
  }
}
