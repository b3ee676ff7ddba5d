package bestow.delivery;

import bestow.wire.delivery.OrderState;

/// What holds where a provider delivers again whenever it is called again: so many attempts of a
/// user's orders of one gift may be such that nobody knows whether they landed, and no more. Pure.
final class ReadTimeoutCap {

  /// Why a claim is refused while earlier ones of its user may have been delivered more often than
  /// anybody knows.
  static final String UNVERIFIED = "unverified";

  private ReadTimeoutCap() {}

  /// Whether one more attempt could be one too many.
  static boolean reached(Order order, Event.Begin begin) {
    var terms = begin.terms();
    return terms.kind() == Terms.Kind.NOTHING
        && order.risks().taken() + begin.others() >= terms.readTimeoutCap();
  }

  /// The order once the cap is reached: presumed where an attempt of its own may have landed; else
  /// nothing of it can have.
  static Order ended(Order order, long now) {
    return order.doubt() == 0
        ? unverified(order, order.version() + 1, now)
        : presumed(new Change(order).version(order.version() + 1), now);
  }

  /// The order, refused since the user's other orders have reached the cap.
  static Order unverified(Order order, long version, long now) {
    return new Change(order)
        .version(version)
        .state(OrderState.REFUSED, now, 0)
        .answer(Order.Answer.reason(UNVERIFIED))
        .order();
  }

  /// Held to be delivered, until there is proof: nothing more is done for it, and a person looks.
  static Order presumed(Change change, long now) {
    return change.state(OrderState.PRESUMED, now, 0).dead(DeadLetters.PRESUMED, now).order();
  }
}
