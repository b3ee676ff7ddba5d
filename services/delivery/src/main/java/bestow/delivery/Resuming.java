package bestow.delivery;

import bestow.delivery.LaneLimit.Entry;
import bestow.delivery.OrderBook.Begun;
import bestow.delivery.Pace.Turn;
import bestow.mesh.Ticker;
import bestow.wire.config.Lane;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Goes on with one order that is due, as far as it can be now. For any number of threads.
final class Resuming {

  /// What is published, as far as it is known.
  interface Published {
    /// Whether anything is known of it.
    boolean known();

    /// The gift of that campaign, if both are published.
    Optional<Offer> find(String campaign, String gift);

    /// Who delivered the order, where that is published still.
    default Optional<Supply> supply(Order order) {
      return find(order.asked().campaign(), order.asked().gift()).stream()
          .flatMap(
              offer ->
                  switch (offer) {
                    case Offer.Open open -> Stream.of(open.supply());
                    case Offer.Shut _ -> Stream.empty();
                  })
          .filter(supply -> supply.target().equals(order.asked().target()))
          .findFirst();
    }
  }

  private final Published published;
  private final OrderBook book;
  private final BundleBook bundles;
  private final Courier courier;
  private final OrderWatch watch;
  private final Map<Lane, LaneLimit> workers;
  private final Tokens tokens;
  private final Ticker ticker;
  private final Times times;

  /// How long things take.
  ///
  /// @param recordWithin writing down what came of an attempt
  /// @param deadMillis after an order's promise, until a person has to look since nobody delivers
  ///     its gift any more
  record Times(Duration recordWithin, long deadMillis) {}

  Resuming(Published published, Means means, Ticker ticker, Times times) {
    this.published = published;
    this.book = means.book();
    this.bundles = means.bundles();
    this.courier = means.courier();
    this.watch = means.watch();
    this.workers = means.workers();
    this.tokens = means.tokens();
    this.ticker = ticker;
    this.times = times;
  }

  /// Whether it is known who delivers what: without that every order would only be put off.
  boolean ready() {
    return published.known();
  }

  /// Goes on with the order, and returns once that is over. Runs in the context of whoever asks.
  ///
  /// @param crowdMillis how long all that wait in its lane have to be left alone
  Swept resume(Order order, long crowdMillis) {
    var asked = order.asked();
    return published
        .find(asked.campaign(), asked.gift())
        .map(
            found ->
                switch (found) {
                  case Offer.Open open -> resume(order, open.supply(), crowdMillis);
                  case Offer.Shut _ -> putOff(order);
                })
        .orElseGet(() -> putOff(order));
  }

  /// Goes on with the bundle: its orders are due by themselves once they may be delivered.
  Swept resume(OrderNumber bundle) {
    return switch (bundles.advance(bundle)) {
      case BundleBook.Told.Stands(var seen) -> {
        if (seen.bundle().isFinal()) {
          watch.changed(bundle);
          yield Swept.CARRIED;
        }
        yield bundles.putOff(seen.bundle()) ? Swept.PUT_OFF : Swept.TAKEN;
      }
      case BundleBook.Told.Unknown _, BundleBook.Told.Mismatch _ -> Swept.TAKEN;
      case BundleBook.Told.NotBegun _, BundleBook.Told.Unanswered _ -> Swept.UNANSWERED;
      case BundleBook.Told.Damaged _ -> Swept.DAMAGED;
    };
  }

  private Swept putOff(Order order) {
    var later = new Event.Later(times.deadMillis());
    return book.record(order, later, times.recordWithin()).isPresent()
        ? Swept.PUT_OFF
        : Swept.UNANSWERED;
  }

  private Swept resume(Order order, Supply supply, long crowdMillis) {
    var lane = Optional.ofNullable(workers.get(order.asked().lane())).orElseThrow();
    if (!(lane.await(supply.target()) instanceof Entry.In(var ticket))) {
      book.putOff(order, crowdMillis);
      return Swept.PACED;
    }
    var place = supply.pace().enter(Turn.of(order));
    try {
      if (place.isEmpty()) {
        book.putOff(order, crowdMillis);
        return Swept.PACED;
      }
      var gate = place.get().gate();
      return courier.resumed(order, () -> carry(order, supply, gate));
    } finally {
      place.ifPresent(Pace.Place::end);
      ticket.end();
      watch.changed(order.number());
    }
  }

  private Swept carry(Order order, Supply supply, Event.Gate gate) {
    var asked = order.asked().at(supply.target());
    var begin =
        new Event.Begin(order.number(), asked, tokens.next(), Event.Holder.UNKNOWN, supply.terms())
            .through(gate)
            .traced(Courier.traceId());
    long startNanos = ticker.nanos();
    if (!(book.begin(Optional.of(order), begin) instanceof Begun.Ready(var step))) {
      return Swept.UNANSWERED;
    }
    if (step instanceof Step.Stand(var now)) {
      // Ended at its cap, or found to be in doubt; else somebody has it.
      return now.version() == order.version() + 1 ? Swept.CARRIED : Swept.TAKEN;
    }
    return courier.carry(begin, step, startNanos, supply.later(), tokens).isPresent()
        ? Swept.CARRIED
        : Swept.UNANSWERED;
  }
}
