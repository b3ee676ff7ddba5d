package bestow.delivery;

import bestow.wire.delivery.OrderState;
import java.util.List;
import java.util.Optional;

/// The life of an order: the one place that knows which step may follow which. Pure: no clock, no
/// store, no provider. Whoever writes a step does so only over the version that it was made from.
///
/// Three things always hold. A final answer never changes, but that what was delivered is taken
/// back. Proof of delivery wins over everything that is not final. Nothing is called refused while
/// an earlier attempt may still land.
final class OrderRules {

  private OrderRules() {}

  /// What the event makes of the order.
  ///
  /// @param before the order, or nothing where it was never written down
  /// @param now epoch milliseconds
  static Step advance(Optional<Order> before, Event event, long now) {
    return switch (event) {
      case Event.Begin begin ->
          before.map(order -> begin(order, begin, now)).orElseGet(() -> first(begin, now));
      case Event.Delivered delivered -> new Step.Stand(delivered(written(before), delivered, now));
      case Event.Refused refused -> new Step.Stand(refused(written(before), refused, now));
      case Event.NotDone notDone -> new Step.Stand(notDone(written(before), notDone, now));
      case Event.Unclear unclear -> new Step.Stand(unclear(written(before), unclear, now));
      case Event.NeverHeard unheard -> new Step.Stand(neverHeard(written(before), unheard, now));
      case Event.Later(long deadMillis) -> new Step.Stand(later(written(before), deadMillis, now));
      case Event.Resend resend -> new Step.Stand(DeadLetters.resent(written(before), resend, now));
      case Event.Dispute dispute -> new Step.Stand(Disputing.begun(written(before), dispute, now));
      case Event.Told told -> new Step.Stand(Disputing.told(written(before), told, now));
      case Event.MakeGood wish ->
          new Step.Stand(
              before.orElseGet(
                  () ->
                      MakingGood.born(
                          born(wish.number(), wish.asked(), OrderState.ACCEPTED, now), wish, now)));
      case Event.MadeGood made -> new Step.Stand(MakingGood.made(written(before), made, now));
      case Event.GiveUp giveUp -> new Step.Stand(DeadLetters.givenUp(written(before), giveUp, now));
      case Event.Revoke revoke -> new Step.Stand(Revoking.begun(written(before), revoke, now));
      case Event.Revoked _ -> new Step.Stand(Revoking.ended(written(before), now));
      case Event.RevokeRefused refused ->
          new Step.Stand(Revoking.refused(written(before), refused, now));
      case Event.Accept accept ->
          new Step.Stand(
              before.orElseGet(
                  () -> {
                    var born = born(accept.number(), accept.asked(), OrderState.ACCEPTED, now);
                    // A part waits for its bundle.
                    return accept.asked().part().isPart()
                        ? born
                        : new Change(born).due(now).order();
                  }));
      case Event.Go _ -> new Step.Stand(go(written(before), now));
      case Event.Undo undo -> new Step.Stand(Undoing.step(written(before), undo, now));
      // Never one that is known: its user may have been promised it.
      case Event.Forbid forbid ->
          new Step.Stand(
              before.orElseGet(() -> born(forbid.number(), forbid.asked(), OrderState.VOID, now)));
    };
  }

  private static Step begin(Order order, Event.Begin begin, long now) {
    boolean shut = order.attempt() > 0 && begin.gate() == Event.Gate.SHUT;
    if (order.isDead() || order.isHeldBack() || shut || Pauses.isEarly(order, begin.terms(), now)) {
      return new Step.Stand(order);
    }
    if (DeadLetters.isDue(order, begin.terms().schedule(), now)) {
      return new Step.Stand(DeadLetters.of(order, DeadLetters.reason(order), now));
    }
    return switch (order.state()) {
      case ACCEPTED, WAITING -> send(order, begin.asked().target(), begin, now);
      case ATTEMPTING -> {
        if (order.newest().filter(one -> one.token().equals(begin.token())).isPresent()) {
          yield new Step.Send(order);
        }
        boolean held = now < order.dueAt() && begin.holder() == Event.Holder.UNKNOWN;
        yield held ? new Step.Stand(order) : inDoubt(expired(order), begin, now);
      }
      case UNCERTAIN -> inDoubt(order, begin, now);
      case REVOKING -> Revoking.ask(order, begin, now);
      case DELIVERED, REFUSED, PRESUMED, VOID, REVOKED -> new Step.Stand(order);
    };
  }

  /// An order some attempt of which may have landed, or may yet.
  private static Step inDoubt(Order order, Event.Begin begin, long now) {
    if (!order.asked().target().equals(begin.asked().target())) {
      // Another provider, or another endpoint, knows nothing of the earlier attempts.
      return new Step.Stand(
          order.state() == OrderState.UNCERTAIN
              ? Pauses.later(order, now)
              : uncertain(order, begin.terms(), now));
    }
    return switch (begin.terms().kind()) {
      case SAME_NUMBER, LIMIT_AT_SOURCE -> send(order, order.asked().target(), begin, now);
      case ASK_FIRST -> new Step.Ask(uncertain(order, begin.terms(), now));
      // The answer may only be late: not before the settle window is over is once more risked.
      case NOTHING ->
          order.state() == OrderState.UNCERTAIN
              ? send(order, order.asked().target(), begin, now)
              : new Step.Stand(uncertain(order, begin.terms(), now));
    };
  }

  private static Step first(Event.Begin begin, long now) {
    var order = born(begin.number(), begin.asked(), OrderState.ACCEPTED, now);
    return ReadTimeoutCap.reached(order, begin)
        ? new Step.Stand(ReadTimeoutCap.unverified(order, 1, now))
        : new Step.Send(opened(order, 1, begin, now));
  }

  private static Step send(Order order, String target, Event.Begin begin, long now) {
    if (ReadTimeoutCap.reached(order, begin)) {
      return new Step.Stand(ReadTimeoutCap.ended(order, now));
    }
    var next = new Change(order).asked(order.asked().at(target)).order();
    return new Step.Send(opened(next, order.version() + 1, begin, now));
  }

  private static Order opened(Order order, long version, Event.Begin begin, long now) {
    int attempt = order.attempt() + 1;
    return new Change(order)
        .version(version)
        .state(OrderState.ATTEMPTING, now, now + begin.terms().leaseMillis())
        .attempt(attempt, order.with(Attempt.open(attempt, begin, now)))
        .risks(order.risks().opened(begin.terms()))
        .order();
  }

  /// The attempt under way belongs to nobody any more: whether it landed is open.
  private static Order expired(Order order) {
    return new Change(order).doubt(order.attempt()).order();
  }

  private static Order uncertain(Order order, Terms terms, long now) {
    return order.state() == OrderState.UNCERTAIN
        ? Pauses.asked(order, terms.schedule(), now)
        : new Change(order)
            .version(order.version() + 1)
            .state(OrderState.UNCERTAIN, now, now + Pauses.doubtMillis(terms))
            .order();
  }

  private static Order delivered(Order order, Event.Delivered event, long now) {
    return switch (order.state()) {
      case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN, PRESUMED ->
          new Change(order)
              .version(order.version() + 1)
              .state(OrderState.DELIVERED, now, 0)
              .doubt(0)
              .risks(order.risks().withoutOne())
              .answer(Order.Answer.receipt(event.receipt()))
              .attempts(order.ended(event.attempt(), event.end(), Attempt.Outcome.DELIVERED, now))
              .order();
      case DELIVERED, REFUSED, VOID, REVOKING, REVOKED -> order;
    };
  }

  private static Order refused(Order order, Event.Refused event, long now) {
    if (!isUnderWay(order, event.attempt())) {
      return order;
    }
    var ended =
        new Change(order)
            .version(order.version() + 1)
            .risks(order.risks().withoutNewest())
            .attempts(order.ended(event.attempt(), event.end(), Attempt.Outcome.REFUSED, now));
    if (order.doubt() == 0) {
      return refused(ended, event, now);
    }
    var uncertain = OrderState.UNCERTAIN;
    return switch (event.terms().kind()) {
      case SAME_NUMBER ->
          event.earlier() == Event.Earlier.SETTLED
              ? refused(ended, event, now)
              : ended.state(uncertain, now, now + event.terms().settleMillis()).order();
      case ASK_FIRST -> ended.state(uncertain, now, now + event.terms().settleMillis()).order();
      // It may refuse because an earlier attempt landed, and nobody can ever tell.
      case LIMIT_AT_SOURCE, NOTHING -> ReadTimeoutCap.presumed(ended, now);
    };
  }

  private static Order refused(Change ended, Event.Refused event, long now) {
    if (ended.part().role() == PartOf.Role.FORWARD) {
      // Its bundle is given already: a person has it delivered, or gives it up.
      return ended
          .state(OrderState.WAITING, now, 0)
          .doubt(0)
          .dead(DeadLetters.REFUSED, now)
          .order();
    }
    return ended
        .state(OrderState.REFUSED, now, 0)
        .doubt(0)
        .answer(Order.Answer.reason(event.reason()))
        .order();
  }

  private static Order notDone(Order order, Event.NotDone event, long now) {
    if (!isUnderWay(order, event.attempt())) {
      return order;
    }
    return new Change(order)
        .version(order.version() + 1)
        .risks(order.risks().withoutNewest())
        .state(
            order.doubt() == 0 ? OrderState.WAITING : OrderState.UNCERTAIN,
            now,
            now + Pauses.retryMillis(order, event.terms().schedule()))
        .attempts(order.ended(event.attempt(), event.end(), event.how(), now))
        .order();
  }

  private static Order unclear(Order order, Event.Unclear event, long now) {
    if (!isUnderWay(order, event.attempt())) {
      return order;
    }
    return new Change(order)
        .version(order.version() + 1)
        .state(OrderState.UNCERTAIN, now, now + Pauses.doubtMillis(event.terms()))
        .doubt(event.attempt())
        .attempts(order.ended(event.attempt(), event.end(), Attempt.Outcome.UNCERTAIN, now))
        .order();
  }

  private static Order neverHeard(Order order, Event.NeverHeard event, long now) {
    boolean believed =
        order.state() == OrderState.UNCERTAIN
            && order.attempt() == event.attempt()
            && event.earlier() == Event.Earlier.SETTLED;
    return believed
        ? new Change(order)
            .version(order.version() + 1)
            .state(OrderState.WAITING, now, now)
            .doubt(0)
            .risks(Order.Risks.NONE)
            .order()
        : order;
  }

  private static Order go(Order order, long now) {
    return order.isHeldBack()
        ? new Change(order).version(order.version() + 1).due(now).order()
        : order;
  }

  private static Order later(Order order, long deadMillis, long now) {
    var later = Pauses.later(order, now);
    return !later.equals(order) && DeadLetters.isPast(order, deadMillis, now)
        ? DeadLetters.of(order, DeadLetters.UNPUBLISHED, now)
        : later;
  }

  private static boolean isUnderWay(Order order, int attempt) {
    return order.state() == OrderState.ATTEMPTING && order.attempt() == attempt;
  }

  private static Order born(OrderNumber number, Asked asked, OrderState state, long now) {
    return new Order(
        number,
        asked,
        1,
        state,
        0,
        0,
        Order.Risks.NONE,
        Order.Answer.NONE,
        "",
        now,
        now,
        0,
        List.of(),
        List.of(),
        Past.UNKNOWN);
  }

  private static Order written(Optional<Order> before) {
    return before.orElseThrow(
        () -> new IllegalStateException("an outcome needs the order whose attempt it is of"));
  }
}
