package bestow.delivery;

import bestow.wire.delivery.OrderState;

/// How long an order is left alone before somebody looks at it again. Pure: chance comes from the
/// order's number, so that orders which went wrong together do not all come back together.
final class Pauses {

  /// Where nothing can be done, an eighth of the order's age, or of the wish to have it back: soon
  /// while somebody may wait for it.
  private static final int AGE_PARTS = 8;

  private static final long LOOK_MILLIS_MIN = 1_000;
  private static final long LOOK_MILLIS_MAX = 600_000;

  private Pauses() {}

  /// Whether it is not its turn yet. An order in doubt need not wait where its provider can tell
  /// what became of it: so a user who comes back has the answer of a late success early. But a
  /// provider that was not reached, or that said "later", is left alone until then.
  static boolean isEarly(Order order, Terms terms, long now) {
    if (now >= order.dueAt()) {
      return false;
    }
    return switch (order.state()) {
      case WAITING -> true;
      case UNCERTAIN ->
          order.doubt() != order.attempt()
              || switch (terms.kind()) {
                case SAME_NUMBER, ASK_FIRST -> false;
                case LIMIT_AT_SOURCE, NOTHING -> true;
              };
      case ACCEPTED, ATTEMPTING, DELIVERED, REFUSED, PRESUMED, VOID, REVOKING, REVOKED -> false;
    };
  }

  /// After an attempt of which nothing can have come.
  static long retryMillis(Order order, Schedule schedule) {
    return some(order, schedule.pauseMillis(order.attempt()));
  }

  /// Until it is looked at again, where nothing can be done for it.
  static long lookMillis(Order order, long now) {
    long since = order.state() == OrderState.REVOKING ? order.changedAt() : order.acceptedAt();
    long age = (now - since) / AGE_PARTS;
    return some(order, Math.clamp(age, LOOK_MILLIS_MIN, LOOK_MILLIS_MAX));
  }

  /// The order, due again after a while where it is due now; else as it is. Of all who look at it
  /// because it is due, only the one who writes this down goes on.
  static Order later(Order order, long now) {
    if (order.dueAt() == 0 || now < order.dueAt()) {
      return order;
    }
    return new Change(order).version(order.version() + 1).due(now + lookMillis(order, now)).order();
  }

  /// The pause, or up to a quarter less.
  private static long some(Order order, long millis) {
    int chance = (order.number().value().hashCode() * 31 + (int) order.version()) & 0xff;
    return millis - millis * chance / 1024;
  }
}
