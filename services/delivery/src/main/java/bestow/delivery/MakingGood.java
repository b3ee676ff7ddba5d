package bestow.delivery;

import java.util.Optional;

/// How a person gives a gift once more: by an order of its own, linked both ways with the one that
/// it makes good, of which there is at most one. Pure.
final class MakingGood {

  private static final String MAKES = "makes-good";
  private static final String MADE = "made-good";

  private MakingGood() {}

  /// The order that makes this one good, where there is one.
  static Optional<OrderNumber> by(Order order) {
    return link(order, MADE);
  }

  /// The order that this one makes good, where it does.
  static Optional<OrderNumber> of(Order order) {
    return link(order, MAKES);
  }

  private static Optional<OrderNumber> link(Order order, String what) {
    return order.notes().stream()
        .filter(note -> note.what().equals(what))
        .findFirst()
        .flatMap(note -> OrderNumber.of(note.order()));
  }

  /// Why the order cannot be made good, where it cannot.
  ///
  /// @param supply who delivered it, where that is published still
  static Optional<String> unable(Order order, Optional<Supply> supply) {
    if (order.isDead()) {
      return Optional.of("It is a dead letter: resend it, or give it up.");
    }
    return switch (order.state()) {
      case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN, REVOKING ->
          Optional.of("It is " + order.state().word() + ", and not at its end.");
      case VOID -> Optional.of("It is void: its user was promised nothing.");
      case DELIVERED, PRESUMED ->
          supply.filter(found -> Disputing.isHarmless(found.terms().kind())).isPresent()
                  && !isDisputed(order)
              ? Optional.of("Its provider can be sent the same number again: resend it first.")
              : Optional.empty();
      case REFUSED, REVOKED -> Optional.empty();
    };
  }

  /// Whether it was sent once more since it is held to be delivered.
  private static boolean isDisputed(Order order) {
    return order.notes().stream()
        .anyMatch(note -> note.what().equals(Disputing.RESENT) && note.at() >= order.changedAt());
  }

  /// The new order, due at once.
  static Order born(Order accepted, Event.MakeGood wish, long now) {
    return new Change(accepted)
        .due(now)
        .note(new Note(now, MAKES, wish.by(), wish.why(), wish.of().value()))
        .order();
  }

  /// The old order with its link to the new one; as it is where it has one.
  static Order made(Order order, Event.MadeGood made, long now) {
    return by(order).isPresent()
        ? order
        : new Change(order)
            .version(order.version() + 1)
            .note(new Note(now, MADE, made.by(), made.why(), made.order().value()))
            .order();
  }
}
