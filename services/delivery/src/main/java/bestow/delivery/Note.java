package bestow.delivery;

/// Something that happened to an order beside its attempts, for whoever looks into it later.
///
/// @param at epoch milliseconds
/// @param what `dead`, `resent`, `answered`, `given-up`, `revoke`, `makes-good` or `made-good`
/// @param by who did it; empty where nobody did
/// @param why in their words, or the reason
/// @param order the other order, where there is one: that it makes good, or that makes it good
record Note(long at, String what, String by, String why, String order) {

  /// One without another order.
  Note(long at, String what, String by, String why) {
    this(at, what, by, why, "");
  }

  /// Whether it leads to another order.
  boolean isLink() {
    return !order.isEmpty();
  }
}
