package bestow.delivery;

/// What came of a person's decision about an order.
sealed interface Decided {

  /// It is durable.
  record Is(Order order) implements Decided {}

  /// The order is none that can be decided about so.
  record Unchanged(Order order) implements Decided {}

  /// It is not done, and nothing was changed.
  ///
  /// @param what is not possible
  /// @param why a sentence
  record Refused(Unable what, String why) implements Decided {}

  /// No such order was ever written down.
  record Unknown() implements Decided {}

  /// It is not known whether it is durable.
  ///
  /// @param why a sentence
  record Unanswered(String why) implements Decided {}

  /// What a person cannot have done.
  enum Unable {
    /// To take the order back.
    REVOKE("not-revocable"),
    /// To send it again.
    RESEND("not-resendable"),
    /// To give its gift once more.
    MAKE_GOOD("not-possible"),
    /// The same, now that all stock is given away or held.
    SOLD_OUT("sold-out"),
    /// The same, while the user has another order for the gift under way.
    ORDER_OPEN("order-open"),
    /// The same, for somebody who has done so as often as they may today.
    LIMIT("limit-reached");

    private final String word;

    Unable(String word) {
      this.word = word;
    }

    /// Its stable code.
    String word() {
      return word;
    }
  }
}
