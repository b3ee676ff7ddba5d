package bestow.delivery;

import bestow.wire.delivery.OrderState;

/// Orders that were tried for long enough: nothing more is done for them until a person has
/// decided. Pure.
final class DeadLetters {

  /// May have been delivered more often than anybody knows, and must not be sent again.
  static final String PRESUMED = "presumed";

  /// Nobody delivers its gift any more.
  static final String UNPUBLISHED = "unpublished";

  /// Why an order is refused that a person gave up.
  static final String GIVEN_UP = "given-up";

  /// Its provider refused it, and its bundle is given already.
  static final String REFUSED = "refused";

  /// Its provider did not take it back for as long as it was asked to.
  static final String NOT_REVOKED = "not-revoked";

  private DeadLetters() {}

  /// Whether the order was tried, and for long enough.
  static boolean isDue(Order order, Schedule schedule, long now) {
    return switch (order.state()) {
      case WAITING, UNCERTAIN, REVOKING -> isPast(order, schedule.deadMillis(), now);
      case ACCEPTED, ATTEMPTING, DELIVERED, REFUSED, PRESUMED, VOID, REVOKED -> false;
    };
  }

  /// Whether its promise is that old, or the wish to have it back.
  static boolean isPast(Order order, long deadMillis, long now) {
    long since =
        order.state() == OrderState.REVOKING ? order.changedAt() : order.asked().promisedBy();
    return now - since > deadMillis;
  }

  /// The order as a dead letter.
  static Order of(Order order, String why, long now) {
    return new Change(order)
        .version(order.version() + 1)
        .state(order.state(), now, 0)
        .dead(why, now)
        .order();
  }

  /// Why it could not be delivered so far.
  static String reason(Order order) {
    if (order.state() == OrderState.REVOKING) {
      return NOT_REVOKED;
    }
    if (order.doubt() > 0) {
      return "in-doubt";
    }
    return order
        .newest()
        .map(
            newest ->
                switch (newest.outcome()) {
                  case NOT_SENT -> "not-reached";
                  case RETRY_LATER -> "retry-later";
                  case OPEN, DELIVERED, REFUSED, UNCERTAIN -> "never-heard";
                })
        .orElse("not-tried");
  }

  /// The order, tried again at once and promised anew; as it is where it must not be.
  static Order resent(Order order, Event.Resend resend, long now) {
    if (!order.isDead() || order.state() == OrderState.PRESUMED) {
      return order;
    }
    var asked = order.asked();
    long promise = Math.max(0, asked.promisedBy() - order.acceptedAt());
    return new Change(order)
        .version(order.version() + 1)
        .state(order.state(), now, now)
        .asked(asked.by(now + promise))
        .note(new Note(now, "resent", resend.by(), resend.why()))
        .order();
  }

  /// The order, given up: refused where nothing of it can have landed; else held to be delivered
  /// for good, as is one that its provider does not take back.
  static Order givenUp(Order order, Event.GiveUp giveUp, long now) {
    if (!order.isDead()) {
      return order;
    }
    boolean presumed =
        switch (order.state()) {
          case ATTEMPTING, PRESUMED, REVOKING -> true;
          case ACCEPTED, WAITING, UNCERTAIN, DELIVERED, REFUSED, VOID, REVOKED -> order.doubt() > 0;
        };
    return new Change(order)
        .version(order.version() + 1)
        .state(presumed ? OrderState.PRESUMED : OrderState.REFUSED, now, 0)
        .answer(presumed ? order.answer() : Order.Answer.reason(GIVEN_UP))
        .note(new Note(now, "given-up", giveUp.by(), giveUp.why()))
        .order();
  }
}
