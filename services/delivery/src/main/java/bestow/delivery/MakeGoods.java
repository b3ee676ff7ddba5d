package bestow.delivery;

import bestow.delivery.Decided.Unable;
import bestow.delivery.OrderStore.Read;
import bestow.mesh.Callee;
import bestow.wire.quota.HoldRequest.Limits;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/// Gives a gift once more, at an operator's word, for an order that cannot be sent again. Whatever
/// dies on the way, asking again goes on where it stopped: the hold, the new order and the link to
/// it are each done once. For any number of threads.
final class MakeGoods {

  private static final System.Logger LOG = System.getLogger(MakeGoods.class.getName());

  private static final Offer SHUT = new Offer.Shut("it is not published");

  private final OrderBook book;
  private final Published published;
  private final Holds holds;
  private final Bounds bounds;
  private final Meters meters;

  /// What is published.
  ///
  /// @param offers who delivers which gift
  /// @param limits what a unit of it is held under
  record Published(Resuming.Published offers, Limited limits) {}

  /// What a gift is held under.
  interface Limited {
    Optional<Limits> find(String campaign, String gift);
  }

  /// How much an operator may give.
  ///
  /// @param allowance what they have given
  /// @param dailyMax how many orders they may make good a day
  /// @param clock by which a day is over, in UTC
  record Bounds(Allowance allowance, int dailyMax, InstantSource clock) {
    private Allowance.Taken take(String operator, OrderNumber order) {
      var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      return allowance.take(operator, today, order, dailyMax);
    }
  }

  MakeGoods(OrderBook book, Published published, Callee quota, Bounds bounds, Meters meters) {
    this.book = book;
    this.published = published;
    this.holds = new Holds(quota);
    this.bounds = bounds;
    this.meters = meters;
  }

  /// Gives the gift of that order once more. Asked again, it is told how the new order stands.
  ///
  /// @return the new order, once all is written down
  Decided give(OrderNumber number, String by, String why) {
    var decided =
        switch (book.read(number)) {
          case Read.Is(var order) ->
              order.map(found -> give(found, by, why)).orElseGet(Decided.Unknown::new);
          case Read.Unanswered(var reason) -> new Decided.Unanswered(reason);
          case Read.Damaged(var reason) -> new Decided.Unanswered(reason);
        };
    meters.madeGood(decided);
    return decided;
  }

  private Decided give(Order of, String by, String why) {
    var known = MakingGood.by(of);
    if (known.isPresent()) {
      return book.read(known.get()) instanceof Read.Is(var made) && made.isPresent()
          ? new Decided.Is(made.get())
          : new Decided.Unanswered("order " + known.get() + " that makes it good cannot be read");
    }
    var unable = MakingGood.unable(of, published.offers().supply(of));
    if (unable.isPresent()) {
      return new Decided.Refused(Unable.MAKE_GOOD, unable.get());
    }
    var asked = of.asked();
    var limits = published.limits().find(asked.campaign(), asked.gift());
    if (limits.isEmpty()
        || !(published.offers().find(asked.campaign(), asked.gift()).orElse(SHUT)
            instanceof Offer.Open offer)) {
      return new Decided.Refused(Unable.MAKE_GOOD, "Nobody delivers its gift any more.");
    }
    return switch (bounds.take(by, of.number())) {
      case Allowance.Taken.Is() ->
          switch (holds.hold(of, limits.get())) {
            case Holds.Held.Is(var number) -> give(of, wish(of, number, offer, by, why));
            case Holds.Held.Not(var what, var reason) -> new Decided.Refused(what, reason);
            case Holds.Held.Unanswered(var reason) -> new Decided.Unanswered(reason);
          };
      case Allowance.Taken.Gone() ->
          new Decided.Refused(
              Unable.LIMIT, "%s has made %d orders good today.".formatted(by, bounds.dailyMax()));
      case Allowance.Taken.Unanswered(var reason) -> new Decided.Unanswered(reason);
    };
  }

  private Event.MakeGood wish(
      Order of, OrderNumber number, Offer.Open offer, String by, String why) {
    var asked = of.asked();
    var supply = offer.supply();
    var anew =
        new Asked(
            asked.user(),
            asked.campaign(),
            asked.gift(),
            offer.quantity(),
            supply.target(),
            supply.lane(),
            bounds.clock().millis() + supply.promiseMillis());
    return new Event.MakeGood(number, anew, of.number(), by, why);
  }

  /// The new order is written down before the link to it: a link leads to an order, always.
  private Decided give(Order of, Event.MakeGood wish) {
    var given = book.give(wish);
    if (!(given instanceof Decided.Is)) {
      return given;
    }
    var linked = book.decide(of.number(), new Event.MadeGood(wish.number(), wish.by(), wish.why()));
    return switch (linked) {
      case Decided.Is _ -> {
        LOG.log(
            System.Logger.Level.INFO,
            "Order {0}: made good with {1} by {2}: {3}",
            of.number(),
            wish.number(),
            wish.by(),
            wish.why());
        yield given;
      }
      // Somebody else was faster, with the same order.
      case Decided.Unchanged _ -> given;
      case Decided.Refused _, Decided.Unknown _, Decided.Unanswered _ -> linked;
    };
  }
}
