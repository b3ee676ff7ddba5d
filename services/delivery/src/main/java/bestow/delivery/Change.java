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
  private String dead;
  private List<Note> notes;
  private Past past;

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
    this.dead = before.dead();
    this.notes = before.notes();
    this.past = before.past();
  }

  Change asked(Asked next) {
    asked = next;
    return this;
  }

  Change version(long next) {
    version = next;
    return this;
  }

  /// A step forward: no dead letter any more.
  Change state(OrderState next, long now, long due) {
    dead = "";
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

  /// Nothing more is done for it until a person has decided.
  Change dead(String why, long now) {
    dead = why;
    return note(new Note(now, "dead", "", why));
  }

  Change note(Note next) {
    notes = before.with(next);
    past = before.past().without(before.notes().size() + 1 - notes.size());
    return this;
  }

  Change notes(List<Note> all) {
    notes = all;
    return this;
  }

  Change past(Past next) {
    past = next;
    return this;
  }

  /// Of which bundle the order is part.
  PartOf part() {
    return before.asked().part();
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
        dead,
        before.acceptedAt(),
        changedAt,
        dueAt,
        attempts,
        notes,
        past);
  }
}
