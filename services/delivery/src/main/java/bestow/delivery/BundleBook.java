package bestow.delivery;

import bestow.delivery.BundleRules.Act;
import bestow.delivery.BundleStore.Read;
import bestow.delivery.BundleStore.Written;
import bestow.delivery.OrderBook.Begun;
import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply.Stock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Brings bundles forward: works out each step by the rules, writes it down, and then does what it
/// wants done for the parts. Any number of instances do so side by side: a step is written only
/// over the version that it was made from, and what is done twice changes nothing more. For any
/// number of threads.
final class BundleBook {

  // Each bundle has fewer steps than this, and others take some of them.
  private static final int STEPS_MAX = 40;

  private final BundleStore store;
  private final OrderBook book;
  private final InstantSource clock;
  private final BundleMeters meters;

  BundleBook(BundleStore store, OrderBook book, InstantSource clock, Meters meters) {
    this.meters = meters.bundles();
    this.store = store;
    this.book = book;
    this.clock = clock;
  }

  /// How a bundle and its orders stand.
  ///
  /// @param orders of each part, in order; nothing where it was never written down
  record Seen(Bundle bundle, List<Optional<Order>> orders) {
    Seen {
      orders = List.copyOf(orders);
    }

    /// The orders that may be delivered now, or taken back. What was tried before is tried again by
    /// whoever finds it due.
    List<Order> open() {
      return orders.stream()
          .flatMap(Optional::stream)
          .filter(order -> !order.isHeldBack() && !order.isDead())
          .filter(
              order ->
                  switch (order.state()) {
                    case ACCEPTED, REVOKING -> true;
                    case ATTEMPTING,
                        WAITING,
                        UNCERTAIN,
                        DELIVERED,
                        REFUSED,
                        PRESUMED,
                        VOID,
                        REVOKED ->
                        false;
                  })
          .toList();
    }
  }

  /// What came of it.
  sealed interface Told {
    /// It stands so, and nothing more can be done for it now.
    record Stands(Seen seen) implements Told {}

    /// No such bundle was ever written down.
    record Unknown() implements Told {}

    /// The number is that of another bundle.
    record Mismatch() implements Told {}

    /// Nothing was begun by this request.
    ///
    /// @param why a sentence
    record NotBegun(String why) implements Told {}

    /// It is not known whether it was begun, or how it stands.
    ///
    /// @param why a sentence
    record Unanswered(String why) implements Told {}

    /// Its record, or that of an order of it, is not what was written.
    ///
    /// @param why a sentence
    record Damaged(String why) implements Told {}
  }

  /// Writes the bundle down, if it is new, and brings it as far as it can be now.
  Told begin(OrderNumber number, Bundle.Wanted wanted) {
    var born = BundleRules.born(number, wanted, clock.millis());
    return switch (store.write(Optional.empty(), born)) {
      case Written.Done _ -> advance(born);
      case Written.Other(var there) ->
          there
              .map(bundle -> bundle.wanted().same(wanted) ? advance(bundle) : new Told.Mismatch())
              .orElseGet(() -> new Told.NotBegun("bundle " + number + " came and went"));
      case Written.NotSent(var why) -> new Told.NotBegun(why);
      case Written.InDoubt(var why) -> new Told.Unanswered(why);
      case Written.Damaged(var why) -> new Told.Damaged(why);
    };
  }

  /// Brings a bundle as far as it can be now.
  Told advance(OrderNumber number) {
    return switch (store.read(number)) {
      case Read.Is(var found) -> found.map(this::advance).orElseGet(Told.Unknown::new);
      case Read.Unanswered(var why) -> new Told.Unanswered(why);
      case Read.Damaged(var why) -> new Told.Damaged(why);
    };
  }

  /// How a bundle stands.
  Told look(OrderNumber number) {
    return switch (store.read(number)) {
      case Read.Is(var found) -> found.map(this::look).orElseGet(Told.Unknown::new);
      case Read.Unanswered(var why) -> new Told.Unanswered(why);
      case Read.Damaged(var why) -> new Told.Damaged(why);
    };
  }

  /// Has a bundle for which nothing can be done now come up later. Of all who look at it because it
  /// is due, only the one who writes this down goes on.
  ///
  /// @return whether this one does
  boolean putOff(Bundle bundle) {
    return store.write(Optional.of(bundle), BundleRules.later(bundle, clock.millis()))
        instanceof Written.Done;
  }

  /// The bundle's record alone.
  Read read(OrderNumber number) {
    return store.read(number);
  }

  /// What becomes of an order's stock; nothing where its bundle can't be read now.
  Optional<Stock> stock(Order order) {
    var part = order.asked().part();
    if (!part.isPart()) {
      return Optional.of(Stocks.of(order));
    }
    return switch (store.read(new OrderNumber(part.bundle()))) {
      case Read.Is(var bundle) ->
          Optional.of(bundle.map(found -> Stocks.of(order, found)).orElse(Stock.LATER));
      case Read.Damaged _ -> Optional.of(Stock.LATER);
      case Read.Unanswered _ -> Optional.empty();
    };
  }

  private Told look(Bundle bundle) {
    var orders = new ArrayList<Optional<Order>>();
    for (var part : bundle.wanted().parts()) {
      switch (book.read(part.order())) {
        case OrderStore.Read.Is(var order) -> orders.add(order);
        case OrderStore.Read.Unanswered(var why) -> {
          return new Told.Unanswered(why);
        }
        case OrderStore.Read.Damaged(var why) -> {
          return new Told.Damaged(why);
        }
      }
    }
    return new Told.Stands(new Seen(bundle, orders));
  }

  private Told advance(Bundle known) {
    var bundle = known;
    for (int steps = 0; steps < STEPS_MAX; steps++) {
      var looked = look(bundle);
      if (!(looked instanceof Told.Stands(var seen))) {
        return looked;
      }
      var step = BundleRules.advance(bundle, seen.orders(), clock.millis());
      if (!step.bundle().equals(bundle)) {
        switch (store.write(Optional.of(bundle), step.bundle())) {
          case Written.Done _ -> {
            bundle = step.bundle();
            if (bundle.isFinal()) {
              meters.ended(bundle);
            }
          }
          case Written.Other(var other) -> bundle = other.orElse(bundle);
          case Written.NotSent(var why) -> {
            return new Told.Unanswered(why);
          }
          case Written.InDoubt(var why) -> {
            return new Told.Unanswered(why);
          }
          case Written.Damaged(var why) -> {
            return new Told.Damaged(why);
          }
        }
      } else if (!changedAny(bundle, step.acts())) {
        return new Told.Stands(seen);
      }
    }
    return new Told.Unanswered(
        "bundle " + known.number() + " changed faster than it could be read");
  }

  /// Whether any of these changed something.
  private boolean changedAny(Bundle bundle, List<Act> acts) {
    boolean changed = false;
    for (var act : acts) {
      changed |= changes(bundle, act);
    }
    return changed;
  }

  private boolean changes(Bundle bundle, Act act) {
    return switch (act) {
      case Act.Take(var part) ->
          switch (book.accept(part.order(), bundle.asked(part))) {
            // Whatever stands there now, the next look finds it.
            case Begun.Ready _, Begun.Mismatch _ -> true;
            case Begun.Not _, Begun.InDoubt _, Begun.Damaged _ -> false;
          };
      case Act.Go(var part) -> decided(part.order(), new Event.Go());
      case Act.Undo(var part) -> undone(bundle, part);
    };
  }

  private boolean undone(Bundle bundle, Bundle.Part part) {
    return switch (book.decide(part.order(), new Event.Undo(bundle.number()))) {
      case Decided.Is(var order) -> {
        if (order.state() == OrderState.REVOKING) {
          meters.takenBack();
        }
        yield true;
      }
      case Decided.Unknown() -> book.forbid(part.order(), bundle.asked(part)).isPresent();
      case Decided.Unchanged _, Decided.Refused _, Decided.Unanswered _ -> false;
    };
  }

  private boolean decided(OrderNumber number, Event event) {
    return book.decide(number, event) instanceof Decided.Is;
  }
}
