package bestow.delivery;

import bestow.wire.delivery.OrderState;

/// How a delivered order is taken back: the wish is written down before its provider hears of it,
/// and the provider is asked until it has an answer. Pure.
final class Revoking {

  /// Why a person has to look at an order that its provider will not take back.
  static final String REFUSED = "revoke-refused";

  private Revoking() {}

  /// Whether there is something to take back.
  static boolean mayBegin(Order order) {
    return switch (order.state()) {
      case DELIVERED, PRESUMED -> true;
      case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN, REFUSED, VOID, REVOKING, REVOKED -> false;
    };
  }

  /// The order that a person wants back; as it is where there is nothing to take back.
  static Order begun(Order order, Event.Revoke revoke, long now) {
    return mayBegin(order)
        ? begun(order, now).note(new Note(now, "revoke", revoke.by(), revoke.why())).order()
        : order;
  }

  /// The order that its bundle wants back, delivered before.
  static Order undone(Order order, long now) {
    return begun(order, now)
        .answer(new Order.Answer(order.answer().receipt(), Undoing.REASON))
        .note(new Note(now, "revoke", "", "its bundle is not given"))
        .order();
  }

  private static Change begun(Order order, long now) {
    return new Change(order)
        .version(order.version() + 1)
        .state(OrderState.REVOKING, now, now)
        .doubt(doubt(order));
  }

  /// Whoever writes this down may ask the provider; others find that it is not due.
  static Step ask(Order order, Event.Begin begin, long now) {
    if (now < order.dueAt()) {
      return new Step.Stand(order);
    }
    var later = Pauses.asked(order, begin.terms().schedule(), now);
    // Another provider, or another endpoint, has nothing to take back.
    return order.asked().target().equals(begin.asked().target())
        ? new Step.Revoke(later)
        : new Step.Stand(later);
  }

  static Order ended(Order order, long now) {
    return order.state() == OrderState.REVOKING
        ? new Change(order)
            .version(order.version() + 1)
            .state(OrderState.REVOKED, now, 0)
            .doubt(0)
            .order()
        : order;
  }

  static Order refused(Order order, Event.RevokeRefused refused, long now) {
    return order.state() == OrderState.REVOKING && !order.isDead()
        ? DeadLetters.of(order, refused.reason(), now)
        : order;
  }

  /// The newest attempt that may still land: that there was a delivery says nothing of the others.
  private static int doubt(Order order) {
    if (order.attempt() > order.attempts().size()) {
      return order.attempt();
    }
    return order.attempts().stream()
        .filter(
            one ->
                switch (one.outcome()) {
                  case OPEN, UNCERTAIN -> true;
                  case DELIVERED, REFUSED, NOT_SENT, RETRY_LATER -> false;
                })
        .mapToInt(Attempt::number)
        .max()
        .orElse(0);
  }
}
