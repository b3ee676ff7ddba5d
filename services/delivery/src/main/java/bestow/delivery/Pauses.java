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

  /// 20 s: with the longest pause of the usual schedule and the ten seconds for which a gate stays
  /// shut, every order of a short queue is tried within a minute of its provider's healing.
  private static final long TURN_MILLIS_MAX = 20_000;

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

  /// After an attempt of which nobody knows whether it landed: until it is settled, but where the
  /// same number may go out at any time no longer than any pause.
  static long doubtMillis(Terms terms) {
    return terms.kind() == Terms.Kind.SAME_NUMBER
        ? Math.min(terms.settleMillis(), terms.schedule().mostMillis())
        : terms.settleMillis();
  }

  /// Until it is looked at again that only waits for a place, or for its provider's gate to open.
  ///
  /// @param crowdMillis how long all that wait in its lane have to be left alone, for those whose
  ///     turn it is to be found among them in time
  static long turnMillis(Order order, long crowdMillis, long now) {
    long soon = Math.clamp(part(order, now), LOOK_MILLIS_MIN, TURN_MILLIS_MAX);
    return some(order, Math.clamp(crowdMillis, soon, LOOK_MILLIS_MAX));
  }

  /// The order, due again after a while where it is due now; else as it is. Of all who look at it
  /// because it is due, only the one who writes this down goes on.
  static Order later(Order order, long now) {
    return later(order, LOOK_MILLIS_MAX, now);
  }

  /// The same while its provider is asked: no later than it would be tried again.
  static Order asked(Order order, Schedule schedule, long now) {
    return later(order, Math.max(LOOK_MILLIS_MIN, schedule.mostMillis()), now);
  }

  private static Order later(Order order, long mostMillis, long now) {
    if (order.dueAt() == 0 || now < order.dueAt()) {
      return order;
    }
    long pause = some(order, Math.clamp(part(order, now), LOOK_MILLIS_MIN, mostMillis));
    return new Change(order).version(order.version() + 1).due(now + pause).order();
  }

  private static long part(Order order, long now) {
    long since = order.state() == OrderState.REVOKING ? order.changedAt() : order.acceptedAt();
    return (now - since) / AGE_PARTS;
  }

  /// The pause, or up to a quarter less.
  private static long some(Order order, long millis) {
    int chance = (order.number().value().hashCode() * 31 + (int) order.version()) & 0xff;
    return millis - millis * chance / 1024;
  }
}
