package bestow.delivery;

import java.util.Optional;

/// What an event made of an order, and what whoever brought it does now.
sealed interface Step {

  /// The order after the event; the same object as before where nothing changed.
  Order order();

  /// The same with the order as that hand writes it down.
  ///
  /// @param before the order as it was; nothing for one that is new
  default Step by(Hand hand, Optional<Order> before) {
    var written = order().by(hand, before);
    return switch (this) {
      case Send _ -> new Send(written);
      case Ask _ -> new Ask(written);
      case Revoke _ -> new Revoke(written);
      case Stand _ -> new Stand(written);
    };
  }

  /// The attempt that the event asked for is its own: once the order is written, send it.
  record Send(Order order) implements Step {}

  /// Once the order is written, ask the provider what it knows, and bring that.
  record Ask(Order order) implements Step {}

  /// Once the order is written, ask the provider to take it back, and bring what it says.
  record Revoke(Order order) implements Step {}

  /// Nothing more is to be done now: the order says how it stands.
  record Stand(Order order) implements Step {}
}
