package bestow.delivery;

import bestow.delivery.Decided.Unable;
import bestow.delivery.OrderStore.Dead;
import bestow.delivery.OrderStore.Letter;
import bestow.delivery.OrderStore.Read;
import bestow.mesh.Ticker;
import bestow.wire.delivery.DeadLettersReply.DeadLetter;
import bestow.wire.delivery.OrderExplained;
import bestow.wire.delivery.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What operators look at and decide. For any number of threads.
final class Desk {

  private static final System.Logger LOG = System.getLogger(Desk.class.getName());

  private final OrderStore store;
  private final OrderBook book;
  private final Courier courier;
  private final Tokens tokens;
  private final OrderWatch watch;
  private final Resuming.Published published;
  private final Ticker ticker;

  Desk(OrderStore store, Means means, Resuming.Published published, Ticker ticker) {
    this.store = store;
    this.book = means.book();
    this.courier = means.courier();
    this.tokens = means.tokens();
    this.watch = means.watch();
    this.published = published;
    this.ticker = ticker;
  }

  /// Dead letters, or why there is no answer.
  sealed interface Page {
    /// These.
    ///
    /// @param last where the next page begins; nothing where there is none
    record Of(List<DeadLetter> letters, Optional<Letter> last) implements Page {
      public Of {
        letters = List.copyOf(letters);
      }
    }

    /// No answer.
    ///
    /// @param why a sentence
    record Unanswered(String why) implements Page {}
  }

  /// The dead letters behind that one, at most so many.
  Page page(Optional<Letter> after, int most) {
    var letters = new ArrayList<DeadLetter>();
    var from = after.orElse(Letter.NONE);
    int shard = after.map(letter -> new OrderNumber(letter.number()).shardIndex()).orElse(0);
    for (; shard < OrderNumber.SHARDS; shard++) {
      switch (store.dead(shard, from, most - letters.size())) {
        case Dead.Unanswered(var why) -> {
          return new Page.Unanswered(why);
        }
        case Dead.Are(var found) -> {
          for (var letter : found) {
            letter(letter).ifPresent(letters::add);
            if (letters.size() == most) {
              return new Page.Of(letters, Optional.of(letter));
            }
          }
        }
      }
      from = Letter.NONE;
    }
    return new Page.Of(letters, Optional.empty());
  }

  /// The letter, unless it is none any more.
  private Optional<DeadLetter> letter(Letter letter) {
    return store.read(new OrderNumber(letter.number())) instanceof Read.Is(var order)
        ? order.filter(Order::isDead).map(found -> letter(found, letter.since()))
        : Optional.empty();
  }

  private static DeadLetter letter(Order order, long since) {
    var asked = order.asked();
    return new DeadLetter(
        order.number().value(),
        asked.user(),
        asked.campaign(),
        asked.gift(),
        order.state(),
        order.dead(),
        since,
        order.attempt());
  }

  /// How the order stands.
  Read read(OrderNumber number) {
    return store.read(number);
  }

  /// All that is known of an order.
  OrderExplained explain(Order order) {
    var asked = order.asked();
    var found = published.find(asked.campaign(), asked.gift());
    return Explanation.of(
        order,
        found.isPresent() && found.get() instanceof Offer.Open open
            ? Optional.of(open.supply())
            : Optional.empty());
  }

  /// Has a dead letter tried again.
  Decided resend(OrderNumber number, String by, String why) {
    return decide(number, new Event.Resend(by, why));
  }

  /// Gives a dead letter up.
  Decided giveUp(OrderNumber number, String by, String why) {
    return decide(number, new Event.GiveUp(by, why));
  }

  /// Has an order sent once more, under the same number, that is held to be delivered, since its
  /// user says that it never came; a dead letter is tried again. Returns once its provider has
  /// answered.
  Decided dispute(OrderNumber number, String by, String why) {
    if (!(store.read(number) instanceof Read.Is(var found))
        || found.filter(Disputing::mayBegin).isEmpty()) {
      return resend(number, by, why);
    }
    var order = found.get();
    var supply = published.supply(order);
    if (supply.isEmpty()) {
      return new Decided.Refused(Unable.RESEND, unpublished(order));
    }
    return dispute(order, supply.get(), by, why);
  }

  private Decided dispute(Order order, Supply supply, String by, String why) {
    var provider = provider(order);
    if (!Disputing.isHarmless(supply.terms().kind())) {
      return new Decided.Refused(
          Unable.RESEND,
          "The provider %s keeps no order numbers: it might deliver it twice.".formatted(provider));
    }
    var place = supply.pace().enter(Pace.Turn.AGAIN);
    if (place.isEmpty()) {
      return new Decided.Unanswered("the provider " + provider + " is called often enough now");
    }
    try {
      long startNanos = ticker.nanos();
      var begin =
          new Event.Begin(
              order.number(),
              order.asked().at(supply.target()),
              tokens.next(),
              Event.Holder.UNKNOWN,
              supply.terms());
      var traced = begin.traced(Courier.traceId());
      var begun = decide(order.number(), new Event.Dispute(traced, by, why));
      return begun instanceof Decided.Is(var written)
          ? courier
              .dispute(written, supply.terms(), startNanos, supply.adapter())
              .<Decided>map(Decided.Is::new)
              .orElseGet(() -> new Decided.Unanswered("its provider's answer is not written down"))
          : begun;
    } finally {
      place.get().end();
    }
  }

  /// Has a delivered order taken back. Asked again, it is told how that stands.
  Decided revoke(OrderNumber number, String by, String why) {
    if (store.read(number) instanceof Read.Is(var found) && found.isPresent()) {
      var order = found.get();
      if (order.state() == OrderState.REVOKING || order.state() == OrderState.REVOKED) {
        return new Decided.Is(order);
      }
      var unable = unable(order);
      if (Revoking.mayBegin(order) && unable.isPresent()) {
        return new Decided.Refused(Unable.REVOKE, unable.get());
      }
    }
    return decide(number, new Event.Revoke(by, why));
  }

  /// Why nobody could take the order back.
  private Optional<String> unable(Order order) {
    return published
        .supply(order)
        .map(
            supply ->
                supply.revocable()
                    ? Optional.<String>empty()
                    : Optional.of(
                        "The provider %s takes nothing back; where it can, its campaign says revocable: true."
                            .formatted(provider(order))))
        .orElseGet(() -> Optional.of(unpublished(order)));
  }

  private static String unpublished(Order order) {
    return "The provider %s that delivered it is not published at that endpoint."
        .formatted(provider(order));
  }

  private static String provider(Order order) {
    var target = order.asked().target();
    return target.substring(0, Math.max(0, target.indexOf('@')));
  }

  private Decided decide(OrderNumber number, Event event) {
    var decided = book.decide(number, event);
    if (decided instanceof Decided.Is(var order)) {
      var last = order.notes().getLast();
      LOG.log(
          System.Logger.Level.INFO,
          "Order {0}: {1} by {2}: {3}",
          number,
          last.what(),
          last.by(),
          last.why());
      watch.changed(number);
    }
    return decided;
  }
}
