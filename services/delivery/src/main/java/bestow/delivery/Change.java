package bestow.delivery;

import bestow.wire.delivery.OrderState;
import java.util.List;

/// The next version of an order in the making. For one thread.
final class Change {

  private final Order before;
  private Asked asked;
  private long version;
  private OrderState state;
  private int attempt;
  private int doubt;
  private Order.Risks risks;
  private Order.Answer answer;
  private long changedAt;
  private long dueAt;
  private List<Attempt> attempts;

  Change(Order before) {
    this.before = before;
    this.asked = before.asked();
    this.version = before.version();
    this.state = before.state();
    this.attempt = before.attempt();
    this.doubt = before.doubt();
    this.risks = before.risks();
    this.answer = before.answer();
    this.changedAt = before.changedAt();
    this.dueAt = before.dueAt();
    this.attempts = before.attempts();
  }

  Change asked(Asked next) {
    asked = next;
    return this;
  }

  Change version(long next) {
    version = next;
    return this;
  }

  Change state(OrderState next, long now, long due) {
    state = next;
    changedAt = now;
    dueAt = due;
    return this;
  }

  Change due(long next) {
    dueAt = next;
    return this;
  }

  Change attempt(int next, List<Attempt> all) {
    attempt = next;
    attempts = all;
    return this;
  }

  Change doubt(int next) {
    doubt = next;
    return this;
  }

  Change risks(Order.Risks next) {
    risks = next;
    return this;
  }

  Change answer(Order.Answer next) {
    answer = next;
    return this;
  }

  Change attempts(List<Attempt> all) {
    attempts = all;
    return this;
  }

  Order order() {
    return new Order(
        before.number(),
        asked,
        version,
        state,
        attempt,
        doubt,
        risks,
        answer,
        before.acceptedAt(),
        changedAt,
        dueAt,
        attempts);
  }
}
