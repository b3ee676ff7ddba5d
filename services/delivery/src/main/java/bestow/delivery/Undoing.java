package bestow.delivery;

import bestow.wire.delivery.OrderState;

/// How a part of a bundle is undone that is not given after all: never sent, it is refused; sent,
/// its end is waited for; delivered, it is taken back. Pure.
final class Undoing {

  /// Why a part is refused, or taken back: its bundle is not given.
  static final String REASON = "bundle";

  /// Why a bundle is not given: one of its orders is delivered by another claim.
  static final String TAKEN = "taken";

  private Undoing() {}

  /// Whether the order was given up with its bundle, and not by its provider or a person.
  static boolean isUndone(Order order) {
    return order.answer().reason().equals(REASON);
  }

  /// A step back for the order; as it is where its end has to be waited for.
  static Order step(Order order, Event.Undo undo, long now) {
    if (!order.asked().part().bundle().equals(undo.bundle().value())) {
      return order;
    }
    return switch (order.state()) {
      case ACCEPTED, WAITING -> order.doubt() == 0 ? refused(order, now) : order;
      case DELIVERED, PRESUMED -> isOver(order) ? order : Revoking.undone(order, now);
      case ATTEMPTING, UNCERTAIN, REFUSED, VOID, REVOKING, REVOKED -> order;
    };
  }

  /// Whether nothing is left to be done: its user does not have it, or has it for good since a
  /// person gave up to take it back.
  static boolean isOver(Order order) {
    return switch (order.state()) {
      case REFUSED, VOID, REVOKED -> true;
      case PRESUMED -> isUndone(order);
      case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN, DELIVERED, REVOKING -> false;
    };
  }

  private static Order refused(Order order, long now) {
    return new Change(order)
        .version(order.version() + 1)
        .state(OrderState.REFUSED, now, 0)
        .answer(Order.Answer.reason(REASON))
        .order();
  }
}
