package bestow.delivery;

import bestow.wire.delivery.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An order as delivery has written it down: one version of its record, never changed. Only
/// [OrderRules] make a newer version.
///
/// @param number its number
/// @param asked what it is for
/// @param version from 1, one more with each step
/// @param state where it stands
/// @param attempt the number of the newest attempt, 0 for none yet
/// @param doubt the number of the newest attempt of which nobody knows whether it landed or still
///     may, 0 for none
/// @param risks how many of its attempts may each have delivered
/// @param answer what it ended with
/// @param dead why nothing more is done for it until a person has decided; empty where something is
/// @param acceptedAt epoch milliseconds of its first step
/// @param changedAt epoch milliseconds of its newest step
/// @param dueAt epoch milliseconds when somebody should look at it; while an attempt is under way
///     the end of its lease; 0 once it is final, and while it is dead
/// @param attempts the newest ones, at most [#ATTEMPTS_MAX], the newest last
/// @param notes the newest ones, at most [#NOTES_MAX], the newest last
/// @param past what else is known of its steps
record Order(
    OrderNumber number,
    Asked asked,
    long version,
    OrderState state,
    int attempt,
    int doubt,
    Risks risks,
    Answer answer,
    String dead,
    long acceptedAt,
    long changedAt,
    long dueAt,
    List<Attempt> attempts,
    List<Note> notes,
    Past past) {

  /// Enough to see how an order went wrong; a record stays below 2 KiB, and traced below 3.
  static final int ATTEMPTS_MAX = 16;

  /// Persons decide a few times.
  static final int NOTES_MAX = 6;

  Order {
    attempts = List.copyOf(attempts);
    notes = List.copyOf(notes);
    if (version < 1) {
      throw new IllegalArgumentException("version >= 1, was " + version);
    }
    if (doubt > attempt || doubt < 0) {
      throw new IllegalArgumentException("doubt 0 to " + attempt + ", was " + doubt);
    }
    if (attempts.size() > ATTEMPTS_MAX) {
      throw new IllegalArgumentException("attempts remembered, was " + attempts.size());
    }
  }

  /// Whether nothing more is done for it until a person has decided.
  boolean isDead() {
    return !dead.isEmpty();
  }

  /// Whether its bundle has not let it be delivered yet.
  boolean isHeldBack() {
    return state == OrderState.ACCEPTED && asked.part().isPart() && dueAt == 0 && !isDead();
  }

  /// Whether it has its one final answer. Presumed has not: proof of delivery may still come. A
  /// delivered one may be taken back by a person, and by nobody else.
  boolean isFinal() {
    return isFinal(state);
  }

  /// Whether the state is an order's end.
  static boolean isFinal(OrderState state) {
    return switch (state) {
      case DELIVERED, REFUSED, VOID, REVOKED -> true;
      case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN, PRESUMED, REVOKING -> false;
    };
  }

  /// When its stock may get its end by this step, in epoch milliseconds; nothing where it may not.
  /// What a person took back, or had sent once more, had it before, and keeps it.
  Optional<Long> stockEndsAfter(Optional<Order> before) {
    boolean again =
        before.filter(was -> was.state() == state).isPresent()
            || (state == OrderState.REVOKED && !Undoing.isUndone(this));
    return isFinal() && !again ? Optional.of(changedAt) : Optional.empty();
  }

  /// Whether it has an attempt more than that version had, and one that may deliver again.
  boolean isRiskyAfter(Optional<Order> before) {
    return risks.cap() > 0 && attempt > before.map(Order::attempt).orElse(0);
  }

  /// The order with who took the step that made it of that one; as it is where nobody took any.
  Order by(Hand hand, Optional<Order> before) {
    if (before.filter(this::equals).isPresent()) {
      return this;
    }
    boolean moved =
        before.filter(was -> was.state() == state && was.changedAt() == changedAt).isEmpty();
    var change = new Change(this);
    if (before.isEmpty()) {
      change.past(new Past(hand, hand, past.notesLeftOut()));
    } else if (moved) {
      change.past(past.changedBy(hand));
    }
    if (!notes.isEmpty() && !notes.equals(before.map(Order::notes).orElse(List.of()))) {
      change.notes(signed(hand));
    }
    return change.order();
  }

  /// How many attempts are not remembered any more.
  int attemptsLeftOut() {
    return attempt - attempts.size();
  }

  /// The newest attempt, if there is one.
  Optional<Attempt> newest() {
    return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
  }

  /// The remembered attempts with that one, where it is still open, at its end.
  List<Attempt> ended(int which, Attempt.End end, Attempt.Outcome how, long now) {
    return attempts.stream()
        .map(
            one ->
                one.number() == which && one.outcome() == Attempt.Outcome.OPEN
                    ? one.ended(end, how, now)
                    : one)
        .toList();
  }

  /// The remembered attempts and one more.
  List<Attempt> with(Attempt next) {
    var all = new ArrayList<>(attempts);
    all.add(next);
    return all.size() <= ATTEMPTS_MAX ? all : all.subList(all.size() - ATTEMPTS_MAX, all.size());
  }

  /// The remembered notes and one more. Those that lead to another order are never forgotten.
  List<Note> with(Note next) {
    var all = new ArrayList<>(notes);
    all.add(next);
    if (all.size() > NOTES_MAX) {
      all.stream().filter(note -> !note.isLink()).findFirst().ifPresent(all::remove);
    }
    return all;
  }

  /// The remembered notes, the newest by that hand.
  private List<Note> signed(Hand hand) {
    var all = new ArrayList<>(notes);
    all.add(all.removeLast().writtenBy(hand));
    return all;
  }

  /// Attempts at a provider that delivers again whenever it is called again: each of them that
  /// nobody knows the end of may have delivered. Counted before it is sent, so that no crash can
  /// make one too many.
  ///
  /// @param taken how many there are, with the one under way
  /// @param cap how many a user's orders of one gift may have together; 0 while the newest attempt
  ///     is not one of them
  record Risks(int taken, int cap) {

    /// None was ever taken.
    static final Risks NONE = new Risks(0, 0);

    Risks {
      if (taken < 0 || cap < 0) {
        throw new IllegalArgumentException("risks taken " + taken + " of " + cap);
      }
    }

    /// With an attempt more.
    Risks opened(Terms terms) {
      return terms.kind() == Terms.Kind.NOTHING
          ? new Risks(taken + 1, terms.readTimeoutCap())
          : new Risks(taken, 0);
    }

    /// The newest attempt is known not to have delivered.
    Risks withoutNewest() {
      return cap == 0 ? this : new Risks(taken - 1, 0);
    }

    /// One of the attempts is known to have delivered: it is no risk any more.
    Risks withoutOne() {
      return taken == 0 ? this : new Risks(taken - 1, 0);
    }

    /// How many attempts of the user's other orders of the gift leave room for the one under way.
    int othersMax() {
      return cap - taken;
    }
  }

  /// What an order ended with.
  ///
  /// @param receipt the provider's word for the delivery; empty where there is none
  /// @param reason of a refusal, a stable code; empty where there is none
  record Answer(String receipt, String reason) {

    /// Not ended yet.
    static final Answer NONE = new Answer("", "");

    static Answer receipt(String receipt) {
      return new Answer(receipt, "");
    }

    static Answer reason(String reason) {
      return new Answer("", reason);
    }
  }
}
