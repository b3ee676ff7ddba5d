package bestow.delivery;

import bestow.wire.delivery.QuestionsReply.Stock;

/// What becomes of the stock that is held for an order. Pure.
final class Stocks {

  private Stocks() {}

  /// Of an order that is claimed by itself. What was taken back was given away all the same: a
  /// person decides whether to give it again.
  static Stock of(Order order) {
    return switch (order.state()) {
      case DELIVERED, PRESUMED, REVOKING, REVOKED -> Stock.CONFIRM;
      case REFUSED, VOID -> Stock.RELEASE;
      case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN -> Stock.LATER;
    };
  }

  /// Of an order of that bundle: given away with the bundle, and not before. What the bundle took
  /// back goes back; what a person did not get back stays given away.
  static Stock of(Order order, Bundle bundle) {
    boolean undone = Undoing.isUndone(order);
    return switch (order.state()) {
      case REVOKED -> undone ? Stock.RELEASE : Stock.CONFIRM;
      case REVOKING -> undone ? Stock.LATER : Stock.CONFIRM;
      case PRESUMED -> undone || bundle.isGiven() ? Stock.CONFIRM : Stock.LATER;
      case DELIVERED -> bundle.isGiven() ? Stock.CONFIRM : Stock.LATER;
      case REFUSED, VOID, ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN -> of(order);
    };
  }
}
