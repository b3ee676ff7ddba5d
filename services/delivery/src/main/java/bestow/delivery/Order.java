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
/// @param answer what it ended with
/// @param acceptedAt epoch milliseconds of its first step
/// @param changedAt epoch milliseconds of its newest step
/// @param dueAt epoch milliseconds when somebody should look at it; while an attempt is under way
///     the end of its lease; 0 once it is final
/// @param attempts the newest ones, at most [#ATTEMPTS_MAX], the newest last
record Order(
    OrderNumber number,
    Asked asked,
    long version,
    OrderState state,
    int attempt,
    int doubt,
    Answer answer,
    long acceptedAt,
    long changedAt,
    long dueAt,
    List<Attempt> attempts) {

  /// Enough to see how an order went wrong; a record stays below 2 KiB.
  static final int ATTEMPTS_MAX = 16;

  Order {
    attempts = List.copyOf(attempts);
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

  /// Whether it has its one final answer. Presumed has not: proof of delivery may still come.
  boolean isFinal() {
    return isFinal(state);
  }

  /// Whether the state is an order's end.
  static boolean isFinal(OrderState state) {
    return switch (state) {
      case DELIVERED, REFUSED, VOID, REVOKED -> true;
      case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN, PRESUMED -> false;
    };
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
