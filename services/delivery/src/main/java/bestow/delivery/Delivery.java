package bestow.delivery;

import bestow.delivery.LaneLimit.Entry;
import bestow.delivery.OrderBook.Begun;
import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Replica;
import bestow.mesh.Ticker;
import bestow.wire.config.Lane;
import bestow.wire.config.Mode;
import bestow.wire.delivery.DeliverRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Delivers orders. What was begun goes on to its end, whether or not somebody still waits for it.
/// For any number of threads.
final class Delivery implements AutoCloseable {

  private final Replica<Offers> offers;
  private final OrderBook book;
  private final Courier courier;
  private final OrderWatch watch;
  private final Map<Lane, LaneLimit> lanes;
  private final Backlog backlog;
  private final Tokens tokens;
  private final Ticker ticker;
  private final InstantSource clock;
  private final Patience patience;

  Delivery(
      Replica<Offers> offers, Means means, Ticker ticker, InstantSource clock, Patience patience) {
    this.offers = offers;
    this.book = means.book();
    this.courier = means.courier();
    this.watch = means.watch();
    this.lanes = means.lanes();
    this.backlog = means.backlog();
    this.tokens = means.tokens();
    this.ticker = ticker;
    this.clock = clock;
    this.patience = patience;
  }

  /// Delivers one order, or says how it stands. Runs in the context of whoever asks.
  Delivered deliver(OrderNumber number, DeliverRequest request) {
    if (!offers.awaitAtLeast(request.version(), patience.version())) {
      return new Delivered.NotBegun(
          "the copy of what is published is at version " + offers.version());
    }
    var offer = offers.current().find(request.campaign(), request.gift());
    return offer
        .map(
            found ->
                switch (found) {
                  case Offer.Open open ->
                      deliver(Optional.empty(), number, asked(request, open), open);
                  case Offer.Shut(var why) -> standing(number, new Delivered.NotBegun(why));
                })
        .orElseGet(() -> standing(number, new Delivered.UnknownGift()));
  }

  /// Delivers an order of a bundle that may be delivered now. Runs in the context of whoever asks.
  Delivered deliver(Order part) {
    var found = offers.current().find(part.asked().campaign(), part.asked().gift());
    if (found.isEmpty() || !(found.get() instanceof Offer.Open offer)) {
      return new Delivered.Stands(part);
    }
    var asked = part.asked().at(offer.supply().target());
    return deliver(Optional.of(part), part.number(), asked, offer);
  }

  /// Waits until all that was begun has ended, and leaves it to its lease where that takes too
  /// long.
  @Override
  public void close() {
    long untilNanos = ticker.nanos() + patience.closing().toNanos();
    for (var lane : lanes.values()) {
      var _ = lane.awaitEmpty(Math.max(0, (untilNanos - ticker.nanos()) / 1_000_000));
    }
    book.close();
  }

  /// At once where the user waits for it, its lane is worked here and its provider may be called
  /// now; else whoever works its lane does it.
  private Delivered deliver(
      Optional<Order> known, OrderNumber number, Asked asked, Offer.Open offer) {
    var supply = offer.supply();
    var lane = Optional.ofNullable(lanes.get(supply.lane()));
    if (offer.mode() == Mode.ASYNC || lane.isEmpty()) {
      return queue(number, asked);
    }
    return switch (lane.get().enter(supply.target())) {
      case Entry.Full(var why) -> new Delivered.NotBegun(why);
      case Entry.In(var ticket) -> {
        // Most orders are new; one that proves to be known goes through the gate of its place.
        var place = supply.pace().enter(known.map(Pace.Turn::of).orElse(Pace.Turn.FIRST));
        if (place.isEmpty()) {
          ticket.end();
          yield queue(number, asked);
        }
        var begin = begin(number, asked, supply).through(place.get().gate());
        yield begin(known, begin, supply, new Room(ticket, place.get()));
      }
    };
  }

  private Event.Begin begin(OrderNumber number, Asked asked, Supply supply) {
    return new Event.Begin(number, asked, tokens.next(), Event.Holder.UNKNOWN, supply.terms())
        .traced(Courier.traceId());
  }

  private Delivered begin(Optional<Order> known, Event.Begin begin, Supply supply, Room room) {
    long startNanos = ticker.nanos();
    var begun = book.begin(known, begin);
    if (begun instanceof Begun.Ready(var step) && !(step instanceof Step.Stand)) {
      return carry(new Work(begin, step, startNanos, supply.adapter(), room));
    }
    room.unused();
    return answer(begun);
  }

  private Delivered queue(OrderNumber number, Asked asked) {
    return backlog.isFull(asked.lane())
        ? standing(number, new Delivered.NotBegun("too many orders wait in their lane"))
        : answer(book.accept(number, asked));
  }

  private Asked asked(DeliverRequest request, Offer.Open offer) {
    var supply = offer.supply();
    return new Asked(
        request.user(),
        request.campaign(),
        request.gift(),
        offer.quantity(),
        supply.target(),
        supply.lane(),
        clock.millis() + supply.promiseMillis());
  }

  private static Delivered answer(Begun begun) {
    return switch (begun) {
      case Begun.Ready(var step) -> new Delivered.Stands(step.order());
      case Begun.Mismatch(var order) ->
          order.asked().part().isPart() ? new Delivered.OfBundle() : new Delivered.Mismatch();
      case Begun.Not(var why) -> new Delivered.NotBegun(why);
      case Begun.InDoubt(var why) -> new Delivered.InDoubt(why);
      case Begun.Damaged(var why) -> new Delivered.Damaged(why);
    };
  }

  /// Has the order carried on a thread of its own, and waits for it as long as its asker does.
  private Delivered carry(Work work) {
    var task =
        new FutureTask<>(
            () -> courier.carry(work.begin, work.step, work.startNanos, work.adapter, tokens));
    var context = CallContext.current();
    var own =
        new CallContext(
            Deadline.in(patience.work().plusMillis(2 * work.begin.terms().leaseMillis()), ticker),
            context.trace(),
            Criticality.COMMIT);
    Thread.ofVirtual()
        .name("delivery")
        .start(
            own.carry(
                () -> {
                  try {
                    task.run();
                  } finally {
                    work.room.leave();
                    watch.changed(work.begin.number());
                  }
                }));
    var later = new Delivered.Processing(work.step.order().asked().promisedBy());
    long waitNanos = context.deadline().remainingNanos(ticker) - patience.margin().toNanos();
    try {
      return task.get(Math.max(0, waitNanos), TimeUnit.NANOSECONDS)
          .<Delivered>map(Delivered.Stands::new)
          .orElse(later);
    } catch (TimeoutException _) {
      work.room.ticket().leaveAlone();
      return later;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      work.room.ticket().leaveAlone();
      return later;
    } catch (ExecutionException e) {
      throw new IllegalStateException("carrying order " + work.begin.number() + " failed", e);
    }
  }

  /// How an order stands that can no longer be begun.
  private Delivered standing(OrderNumber number, Delivered unlessWritten) {
    return switch (book.read(number)) {
      case OrderStore.Read.Is(var order) ->
          order.<Delivered>map(Delivered.Stands::new).orElse(unlessWritten);
      case OrderStore.Read.Unanswered(var why) -> new Delivered.NotBegun(why);
      case OrderStore.Read.Damaged(var why) -> new Delivered.Damaged(why);
    };
  }

  /// How long it waits.
  ///
  /// @param version for its copy to be as new as the claim's
  /// @param margin how much earlier than its deadline a caller is answered
  /// @param work beyond two leases, for what was begun to be written down
  /// @param closing for what was begun, when the process ends
  record Patience(Duration version, Duration margin, Duration work, Duration closing) {}

  private record Work(Event.Begin begin, Step step, long startNanos, Adapter adapter, Room room) {}

  /// A place in the lane, and at the provider.
  private record Room(LaneLimit.Ticket ticket, Pace.Place place) {
    void leave() {
      place.end();
      ticket.end();
    }

    void unused() {
      place.unused();
      ticket.end();
    }
  }
}
