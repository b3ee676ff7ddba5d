package bestow.delivery;

import bestow.wire.delivery.OrderState;

/// How an order is sent once more that is held to be delivered, since its user says that it never
/// came: under the same number, so that a provider that keeps numbers delivers it once all the
/// same. Whatever the provider says, what was delivered stays delivered. Pure.
final class Disputing {

  /// What its notes call it.
  static final String RESENT = "resent";

  private Disputing() {}

  /// Whether it is held to be delivered.
  static boolean mayBegin(Order order) {
    return switch (order.state()) {
      case DELIVERED, PRESUMED -> true;
      case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN, REFUSED, VOID, REVOKING, REVOKED -> false;
    };
  }

  /// Whether a provider of that kind can be sent a number again, or asked about it, without
  /// delivering twice.
  static boolean isHarmless(Terms.Kind kind) {
    return switch (kind) {
      case SAME_NUMBER, ASK_FIRST -> true;
      case LIMIT_AT_SOURCE, NOTHING -> false;
    };
  }

  /// The order with one more attempt under way, before a byte of it goes out; where the provider is
  /// only asked, with none.
  static Order begun(Order order, Event.Dispute dispute, long now) {
    var kind = dispute.begin().terms().kind();
    if (!mayBegin(order)
        || !isHarmless(kind)
        || !order.asked().target().equals(dispute.begin().asked().target())) {
      return order;
    }
    var next =
        new Change(order)
            .version(order.version() + 1)
            .note(new Note(now, RESENT, dispute.by(), dispute.why()));
    int attempt = order.attempt() + 1;
    return kind == Terms.Kind.SAME_NUMBER
        ? next.attempt(attempt, order.with(Attempt.open(attempt, dispute.begin(), now))).order()
        : next.order();
  }

  /// The order with what its provider says. A presumed one is delivered by that, if it says so.
  static Order told(Order order, Event.Told told, long now) {
    boolean open =
        order.attempts().stream()
            .anyMatch(
                one -> one.number() == told.attempt() && one.outcome() == Attempt.Outcome.OPEN);
    if (told.attempt() > 0 && !open) {
      return order;
    }
    var said = told.verdict();
    var next =
        new Change(order)
            .version(order.version() + 1)
            .note(new Note(now, "answered", "", sentence(said)))
            .attempts(order.ended(told.attempt(), said.end(), outcome(said), now));
    return order.state() == OrderState.PRESUMED && said instanceof Verdict.Delivered(var receipt, _)
        ? next.state(OrderState.DELIVERED, now, 0)
            .doubt(0)
            .risks(order.risks().withoutOne())
            .answer(Order.Answer.receipt(receipt))
            .order()
        : next.order();
  }

  private static Attempt.Outcome outcome(Verdict said) {
    return switch (said) {
      case Verdict.Delivered _ -> Attempt.Outcome.DELIVERED;
      case Verdict.Refused _ -> Attempt.Outcome.REFUSED;
      case Verdict.RetryLater _ -> Attempt.Outcome.RETRY_LATER;
      case Verdict.NotSent _ -> Attempt.Outcome.NOT_SENT;
      case Verdict.Unclear _, Verdict.NeverHeard _, Verdict.Revoked _ -> Attempt.Outcome.UNCERTAIN;
    };
  }

  private static String sentence(Verdict said) {
    return switch (said) {
      case Verdict.Delivered(var receipt, _) -> "delivered: " + receipt;
      case Verdict.Refused(var reason, _) -> "refused: " + reason;
      case Verdict.NeverHeard _ -> "never heard of it";
      case Verdict.RetryLater _ -> "did nothing, and may be asked again";
      case Verdict.NotSent _ -> "could not be reached";
      case Verdict.Unclear _, Verdict.Revoked _ -> "gave no usable answer";
    };
  }
}
