package bestow.delivery;

import bestow.delivery.Bundle.Part;
import bestow.delivery.PartOf.Role;
import bestow.wire.delivery.BundleState;
import bestow.wire.delivery.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The life of a bundle: the one place that knows which step may follow which. Pure: no clock, no
/// store, no provider.
///
/// First all parts are written down as orders. Then those are delivered that can be taken back,
/// then the pivot, then the rest. Up to the pivot one definite failure undoes the bundle; from
/// the pivot's delivery on it only goes forward. What is uncertain is waited for, never undone.
final class BundleRules {

  private static final int AGE_PARTS = 8;
  private static final long PAUSE_MILLIS_MIN = 1_000;

  /// A bundle has its end once it is looked at after the end of its last part: as soon as an order
  /// that waits for its turn.
  private static final long PAUSE_MILLIS_MAX = 20_000;

  private BundleRules() {}

  /// What becomes of a bundle, and what is done for it once that is written down.
  ///
  /// @param bundle the same object as before where nothing changed
  /// @param acts what its state wants done; doing it again changes nothing more
  record Step(Bundle bundle, List<Act> acts) {
    Step {
      acts = List.copyOf(acts);
    }
  }

  /// Something that is done for a part.
  sealed interface Act {

    /// Writes it down as an order that nobody delivers yet.
    record Take(Part part) implements Act {}

    /// Lets it be delivered.
    record Go(Part part) implements Act {}

    /// Sees to it that its user does not keep it.
    record Undo(Part part) implements Act {}
  }

  /// A bundle that nobody has heard of.
  static Bundle born(OrderNumber number, Bundle.Wanted wanted, long now) {
    return new Bundle(number, wanted, 1, BundleState.TAKING, "", now, now, now + PAUSE_MILLIS_MIN);
  }

  /// The next step of a bundle whose parts stand so.
  ///
  /// @param orders of each part, in order; nothing where it was never written down
  /// @param now epoch milliseconds
  static Step advance(Bundle bundle, List<Optional<Order>> orders, long now) {
    return switch (bundle.state()) {
      case TAKING -> taking(bundle, orders, now);
      case REVOCABLE -> delivering(bundle, orders, Role.REVOCABLE, now);
      case PIVOT -> delivering(bundle, orders, Role.PIVOT, now);
      case FORWARD -> forward(bundle, orders, now);
      case UNDOING -> undoing(bundle, orders, now);
      case DELIVERED, REFUSED -> new Step(bundle, List.of());
    };
  }

  /// The bundle, to be looked at again after an eighth of its age, at the latest after 20 s.
  static Bundle later(Bundle bundle, long now) {
    long pause = (now - bundle.acceptedAt()) / AGE_PARTS;
    long due = now + Math.clamp(pause, PAUSE_MILLIS_MIN, PAUSE_MILLIS_MAX);
    return new Bundle(
        bundle.number(),
        bundle.wanted(),
        bundle.version() + 1,
        bundle.state(),
        bundle.reason(),
        bundle.acceptedAt(),
        bundle.changedAt(),
        due);
  }

  private static Step taking(Bundle bundle, List<Optional<Order>> orders, long now) {
    var failed = failure(bundle, orders);
    if (failed.isPresent()) {
      return undone(bundle, failed.get(), now);
    }
    var acts = new ArrayList<Act>();
    for (int i = 0; i < orders.size(); i++) {
      if (orders.get(i).isEmpty()) {
        acts.add(new Act.Take(part(bundle, i)));
      }
    }
    return acts.isEmpty() ? to(bundle, BundleState.REVOCABLE, now) : new Step(bundle, acts);
  }

  private static Step delivering(Bundle bundle, List<Optional<Order>> orders, Role role, long now) {
    var failed = failure(bundle, orders);
    if (failed.isPresent()) {
      return undone(bundle, failed.get(), now);
    }
    boolean landed = true;
    var acts = new ArrayList<Act>();
    for (int i = 0; i < orders.size(); i++) {
      if (part(bundle, i).role() == role) {
        var order = orders.get(i).orElseThrow();
        landed &= hasLanded(order);
        if (order.isHeldBack()) {
          acts.add(new Act.Go(part(bundle, i)));
        }
      }
    }
    var next = role == Role.PIVOT ? BundleState.FORWARD : BundleState.PIVOT;
    return landed ? to(bundle, next, now) : new Step(bundle, acts);
  }

  /// What fails now is a person's: the order of such a part is a dead letter, until it is delivered
  /// or given up.
  private static Step forward(Bundle bundle, List<Optional<Order>> orders, long now) {
    boolean ended = true;
    var acts = new ArrayList<Act>();
    for (int i = 0; i < orders.size(); i++) {
      if (part(bundle, i).role() == Role.FORWARD) {
        var order = orders.get(i).orElseThrow();
        ended &= hasLanded(order) || order.isFinal();
        if (order.isHeldBack()) {
          acts.add(new Act.Go(part(bundle, i)));
        }
      }
    }
    return ended ? to(bundle, BundleState.DELIVERED, now) : new Step(bundle, acts);
  }

  private static Step undoing(Bundle bundle, List<Optional<Order>> orders, long now) {
    boolean undone = true;
    var acts = new ArrayList<Act>();
    for (int i = 0; i < orders.size(); i++) {
      var order = orders.get(i);
      if (order.isEmpty() || (isOf(bundle, order.get()) && !Undoing.isOver(order.get()))) {
        undone = false;
        acts.add(new Act.Undo(part(bundle, i)));
      }
    }
    return undone ? to(bundle, BundleState.REFUSED, now) : new Step(bundle, acts);
  }

  /// Why the bundle cannot be given, if that is certain.
  private static Optional<String> failure(Bundle bundle, List<Optional<Order>> orders) {
    for (var found : orders) {
      if (found.isEmpty()) {
        continue;
      }
      var order = found.get();
      if (!isOf(bundle, order) && order.state() != OrderState.VOID) {
        return Optional.of(Undoing.TAKEN);
      }
      switch (order.state()) {
        case REFUSED -> {
          return Optional.of(order.answer().reason());
        }
        case VOID, REVOKING, REVOKED -> {
          return Optional.of(order.state().word());
        }
        case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN, DELIVERED, PRESUMED -> {}
      }
    }
    return Optional.empty();
  }

  private static boolean isOf(Bundle bundle, Order order) {
    return order.asked().part().bundle().equals(bundle.number().value());
  }

  private static boolean hasLanded(Order order) {
    return switch (order.state()) {
      case DELIVERED, PRESUMED -> true;
      case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN, REFUSED, VOID, REVOKING, REVOKED -> false;
    };
  }

  private static Part part(Bundle bundle, int index) {
    return bundle.wanted().parts().get(index);
  }

  private static Step undone(Bundle bundle, String reason, long now) {
    return new Step(next(bundle, BundleState.UNDOING, reason, now), List.of());
  }

  private static Step to(Bundle bundle, BundleState state, long now) {
    return new Step(next(bundle, state, bundle.reason(), now), List.of());
  }

  private static Bundle next(Bundle bundle, BundleState state, String reason, long now) {
    var next =
        new Bundle(
            bundle.number(),
            bundle.wanted(),
            bundle.version() + 1,
            state,
            reason,
            bundle.acceptedAt(),
            now,
            now + PAUSE_MILLIS_MIN);
    return next.isFinal() ? next.over() : next;
  }
}
