package bestow.delivery;

import bestow.delivery.OrderStore.Read;
import bestow.delivery.OrderStore.Written;
import bestow.mesh.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Writes down what happens to orders: works out each step by the rules, and writes it over the
/// record that it was made from; where something else stands there by now, works it out anew. For
/// any number of threads.
final class OrderBook implements AutoCloseable {

  // Each further try means that somebody else took a step in between, and an order has few of them.
  private static final int TRIES_MAX = 16;
  private static final long PAUSE_MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final long PAUSE_MAX_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final OrderStore store;
  private final Settling settling;
  private final InstantSource clock;
  private final Ticker ticker;
  private final Pause pause;
  private final String instance;
  private final CountDownLatch closed = new CountDownLatch(1);

  /// How it waits for the store to come back.
  interface Pause {
    /// Waits for so long, and says whether it may be tried again.
    boolean pass(long nanos) throws InterruptedException;
  }

  /// @param instance in whose name it writes
  OrderBook(
      OrderStore store, Settling settling, InstantSource clock, Ticker ticker, String instance) {
    this.store = store;
    this.settling = settling;
    this.clock = clock;
    this.ticker = ticker;
    this.pause = nanos -> !closed.await(nanos, TimeUnit.NANOSECONDS);
    this.instance = instance;
  }

  /// One that waits in another way.
  OrderBook(OrderStore store, Settling settling, Times times, String instance) {
    this.store = store;
    this.settling = settling;
    this.clock = times.clock();
    this.ticker = times.ticker();
    this.pause = times.pause();
    this.instance = instance;
  }

  /// Its clocks.
  record Times(InstantSource clock, Ticker ticker, Pause pause) {}

  /// What came of an attempt to begin.
  sealed interface Begun {
    /// It is durable, or nothing had to be written.
    record Ready(Step step) implements Begun {}

    /// The order is about something else.
    record Mismatch(Order order) implements Begun {}

    /// Nothing was written.
    ///
    /// @param why a sentence
    record Not(String why) implements Begun {}

    /// The attempt may be written down or not: nobody may send it.
    ///
    /// @param why a sentence
    record InDoubt(String why) implements Begun {}

    /// The order's record is not what was written.
    ///
    /// @param why a sentence
    record Damaged(String why) implements Begun {}
  }

  /// Writes the order down, if it is new, and opens an attempt, if it may have one.
  ///
  /// @param known the order as it is believed to stand; nothing for one that is believed to be new
  Begun begin(Optional<Order> known, Event.Begin event) {
    var before = known;
    var asking = event;
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      if (before.isPresent() && !before.get().asked().sameClaim(event.asked())) {
        return new Begun.Mismatch(before.get());
      }
      var now = before.map(order -> settling.holder(order, event.terms())).map(asking::held);
      var step = advance(before, now.orElse(asking));
      if (before.filter(step.order()::equals).isPresent()) {
        return new Begun.Ready(step);
      }
      switch (store.write(before, step.order())) {
        case Written.Done _ -> {
          return new Begun.Ready(step);
        }
        case Written.Other(var order) -> before = order;
        case Written.Crowded(int others) -> asking = asking.besides(others);
        case Written.NotSent(var why) -> {
          return new Begun.Not(why);
        }
        case Written.InDoubt(var why) -> {
          return new Begun.InDoubt(why);
        }
        case Written.Damaged(var why) -> {
          return new Begun.Damaged(why);
        }
      }
    }
    return new Begun.Not("order " + event.number() + " changed faster than it could be read");
  }

  /// Writes down what happened to an order, trying again while the store cannot be reached.
  ///
  /// @param mine the order as it stood when it happened
  /// @return the order once what happened is durable, or has no bearing on it any more; nothing
  ///     where that could not be brought about within the limit
  Optional<Order> record(Order mine, Event event, Duration limit) {
    long untilNanos = ticker.nanos() + limit.toNanos();
    long pauseNanos = PAUSE_MIN_NANOS;
    var known = Optional.of(mine);
    while (true) {
      var base = known.orElse(mine);
      var next = advance(Optional.of(base), event).order();
      if (known.isPresent() && next.equals(base)) {
        return known;
      }
      switch (store.write(known, next)) {
        case Written.Done _ -> {
          return Optional.of(next);
        }
        case Written.Other(var order) -> known = order;
        case Written.Damaged _ -> {
          return Optional.empty();
        }
        case Written.Crowded _ ->
            throw new IllegalStateException("what happened to " + mine.number() + " opened it");
        case Written.NotSent _, Written.InDoubt _ -> {
          if (ticker.nanos() + pauseNanos - untilNanos > 0 || !passed(pauseNanos)) {
            return Optional.empty();
          }
          pauseNanos = Math.min(2 * pauseNanos, PAUSE_MAX_NANOS);
        }
      }
    }
  }

  /// Makes an order that was never written down void, for ever; one that was is left as it is.
  ///
  /// @return the order as it stands; nothing where that is not known
  Optional<Order> forbid(OrderNumber number, Asked asked) {
    var event = new Event.Forbid(number, asked);
    var tombstone = advance(Optional.empty(), event).order();
    return switch (store.write(Optional.empty(), tombstone)) {
      case Written.Done _ -> Optional.of(tombstone);
      case Written.Other(var order) -> order;
      case Written.Crowded _, Written.Damaged _, Written.NotSent _, Written.InDoubt _ ->
          Optional.empty();
    };
  }

  /// Takes an order on that was never written down, to be delivered by whoever finds it due; one
  /// that was is left as it is.
  Begun accept(OrderNumber number, Asked asked) {
    var event = new Event.Accept(number, asked);
    var step = advance(Optional.empty(), event);
    return switch (store.write(Optional.empty(), step.order())) {
      case Written.Done _ -> new Begun.Ready(step);
      case Written.Other(var there) ->
          there
              .<Begun>map(
                  order ->
                      order.asked().sameClaim(asked)
                          ? new Begun.Ready(new Step.Stand(order))
                          : new Begun.Mismatch(order))
              .orElseGet(() -> new Begun.Not("order " + number + " came and went"));
      case Written.Crowded _ -> throw new IllegalStateException("accepting opened " + number);
      case Written.NotSent(var why) -> new Begun.Not(why);
      case Written.InDoubt(var why) -> new Begun.InDoubt(why);
      case Written.Damaged(var why) -> new Begun.Damaged(why);
    };
  }

  /// Takes an order on that makes another one good; done again it changes nothing.
  Decided give(Event.MakeGood wish) {
    var order = advance(Optional.empty(), wish).order();
    return switch (store.write(Optional.empty(), order)) {
      case Written.Done _ -> new Decided.Is(order);
      case Written.Other(var there) ->
          there
              .filter(other -> MakingGood.of(other).filter(wish.of()::equals).isPresent())
              .<Decided>map(Decided.Is::new)
              // Made void before it came here: quota has another number for it then.
              .orElseGet(() -> new Decided.Unanswered("its hold was over; ask again"));
      case Written.NotSent(var why) -> new Decided.Unanswered(why);
      case Written.InDoubt(var why) -> new Decided.Unanswered(why);
      case Written.Damaged(var why) -> new Decided.Unanswered(why);
      case Written.Crowded _ -> throw new IllegalStateException("giving opened " + wish.number());
    };
  }

  /// Lets a person decide about an order.
  Decided decide(OrderNumber number, Event event) {
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      switch (store.read(number)) {
        case Read.Unanswered(var why) -> {
          return new Decided.Unanswered(why);
        }
        case Read.Damaged(var why) -> {
          return new Decided.Unanswered(why);
        }
        case Read.Is(var order) -> {
          if (order.isEmpty()) {
            return new Decided.Unknown();
          }
          var next = advance(order, event).order();
          if (next.equals(order.get())) {
            return new Decided.Unchanged(next);
          }
          var written = store.write(order, next);
          if (written instanceof Written.Done) {
            return new Decided.Is(next);
          }
          if (!(written instanceof Written.Other)) {
            return new Decided.Unanswered("the store gave no answer; look before deciding again");
          }
        }
      }
    }
    return new Decided.Unanswered("order " + number + " changed faster than it could be read");
  }

  /// Has an order whose turn it is not come up a little later. Not sure to happen.
  ///
  /// @param crowdMillis how long all that wait in its lane have to be left alone
  void putOff(Order order, long crowdMillis) {
    long now = clock.millis();
    long due = now + Pauses.turnMillis(order, crowdMillis, now);
    store.putOff(order.asked().lane(), order.number(), due);
  }

  private Step advance(Optional<Order> before, Event event) {
    return OrderRules.advance(before, event, clock.millis()).by(Hand.of(instance), before);
  }

  /// What is written of the order.
  OrderStore.Read read(OrderNumber number) {
    return store.read(number);
  }

  /// Tries nothing again any more.
  @Override
  public void close() {
    closed.countDown();
  }

  private boolean passed(long nanos) {
    try {
      return pause.pass(nanos);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
