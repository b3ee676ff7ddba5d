package bestow.delivery;

/// What there is to say about an order that somebody wants delivered.
sealed interface Delivered {

  /// It stands so.
  record Stands(Order order) implements Delivered {}

  /// It is under way.
  ///
  /// @param promisedBy epoch milliseconds
  record Processing(long promisedBy) implements Delivered {}

  /// Nobody knows whether it was written down: it must be promised to nobody.
  ///
  /// @param why a sentence
  record InDoubt(String why) implements Delivered {}

  /// Nothing was begun by this request.
  ///
  /// @param why a sentence
  record NotBegun(String why) implements Delivered {}

  /// No such gift is published.
  record UnknownGift() implements Delivered {}

  /// The order is there, but for another user or gift.
  record Mismatch() implements Delivered {}

  /// The order is delivered with a bundle, or not at all: by nobody else.
  record OfBundle() implements Delivered {}

  /// The order's record is not what was written; nothing is done by it.
  ///
  /// @param why a sentence
  record Damaged(String why) implements Delivered {}
}
