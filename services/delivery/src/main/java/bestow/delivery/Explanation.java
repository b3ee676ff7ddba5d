package bestow.delivery;

import bestow.wire.delivery.OrderExplained;
import bestow.wire.delivery.OrderExplained.LeftOut;
import bestow.wire.delivery.OrderExplained.Step;
import bestow.wire.delivery.OrderState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells a person what happened to an order and what will happen next. Pure.
final class Explanation {

  private Explanation() {}

  /// @param supply who delivers it now; nothing where nobody does
  static OrderExplained of(Order order, Optional<Supply> supply) {
    var asked = order.asked();
    var steps = new ArrayList<Step>();
    steps.add(plain(order.acceptedAt(), "accepted", order.past().accepted()));
    order.attempts().forEach(attempt -> steps.add(step(attempt)));
    order.notes().forEach(note -> steps.add(step(note)));
    if (order.isFinal()) {
      steps.add(plain(order.changedAt(), order.state().word(), order.past().changed()));
    }
    steps.sort(Comparator.comparingLong(Step::at));
    return new OrderExplained(
        order.number().value(),
        asked.user(),
        asked.campaign(),
        asked.gift(),
        asked.quantity(),
        asked.target(),
        asked.lane(),
        order.state(),
        order.answer().receipt(),
        order.answer().reason(),
        order.dead(),
        order.attempt(),
        asked.promisedBy(),
        steps,
        leftOut(order),
        next(order, supply));
  }

  private static @Nullable LeftOut leftOut(Order order) {
    int attempts = order.attemptsLeftOut();
    int notes = order.past().notesLeftOut();
    return attempts + notes == 0 ? null : new LeftOut(attempts, notes);
  }

  private static String next(Order order, Optional<Supply> supply) {
    if (order.isFinal()) {
      return "Nothing: it is at its end.";
    }
    if (order.state() == OrderState.PRESUMED) {
      return "Nothing: it is held to be delivered, since it may have been as often as its provider"
          + " may be called; only the provider's word can tell.";
    }
    if (order.isDead() && order.state() == OrderState.REVOKING) {
      return "Nothing, until a person has its provider asked again, by resending it, or gives it up:"
          + " then it is held to be delivered.";
    }
    if (order.isDead()) {
      return "Nothing, until a person resends it or gives it up.";
    }
    if (order.isHeldBack()) {
      return "Its bundle %s lets it be delivered, or refuses it."
          .formatted(order.asked().part().bundle());
    }
    var then = Instant.ofEpochMilli(order.dueAt());
    if (order.state() == OrderState.ATTEMPTING) {
      return "Its attempt ends; unless it has by %s, it is in doubt.".formatted(then);
    }
    var lane = order.asked().lane().word();
    return supply
        .map(
            found ->
                "From %s on, a worker of the %s lane %s.".formatted(then, lane, act(order, found)))
        .orElseGet(
            () -> "Nobody delivers its gift now; it is looked at again at %s.".formatted(then));
  }

  private static String act(Order order, Supply supply) {
    if (order.state() == OrderState.REVOKING) {
      return "asks the provider to take it back";
    }
    if (order.state() != OrderState.UNCERTAIN) {
      return "sends it";
    }
    if (!order.asked().target().equals(supply.target())) {
      return "looks whether the provider that it went to is back";
    }
    return switch (supply.terms().kind()) {
      case SAME_NUMBER -> "sends the same number again";
      case LIMIT_AT_SOURCE -> "sends it again, since the provider keeps a limit of its own";
      case ASK_FIRST -> "asks the provider what became of it";
      case NOTHING -> "sends it again, while its user's orders are below the cap";
    };
  }

  private static Step plain(long at, String what, Hand hand) {
    return new Step(
        at,
        what,
        null,
        null,
        null,
        null,
        null,
        given(hand.instance()),
        given(hand.trace()),
        null,
        null,
        null);
  }

  private static Step step(Attempt attempt) {
    return new Step(
        attempt.startedAt(),
        "attempt",
        attempt.number(),
        attempt.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        given(attempt.phase()),
        attempt.status() == 0 ? null : attempt.status(),
        attempt.endedAt() == 0 ? null : attempt.endedAt(),
        attempt.instance(),
        given(attempt.trace()),
        null,
        null,
        null);
  }

  private static Step step(Note note) {
    return new Step(
        note.at(),
        note.what(),
        null,
        null,
        null,
        null,
        null,
        given(note.hand().instance()),
        given(note.hand().trace()),
        given(note.by()),
        given(note.why()),
        given(note.order()));
  }

  private static @Nullable String given(String text) {
    return text.isEmpty() ? null : text;
  }
}
