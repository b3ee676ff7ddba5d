package bestow.delivery;

import bestow.delivery.Event.Earlier;
import bestow.delivery.Event.Holder;
import bestow.mesh.Ticker;
import bestow.wire.delivery.OrderState;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Since when this process knows of attempts under way and in doubt, and so whether they may still
/// land. It goes by what it saw itself and by its own ticker: another machine's clock may be wrong
/// by an hour, and a sender that stood still may come back. What it forgets, it only waits for once
/// more.
///
/// For any number of threads.
final class Settling {

  private static final Seen NOTHING = new Seen(0, 0, 0, 0);

  private final Ticker ticker;
  private final int ordersMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<OrderNumber, Seen> orders = new LinkedHashMap<>();

  /// @param ordersMax how many orders are remembered; the oldest are forgotten first
  Settling(Ticker ticker, int ordersMax) {
    this.ticker = ticker;
    this.ordersMax = ordersMax;
  }

  /// The order's newest attempt was this process's own and has just ended in doubt: nobody will
  /// send anything more of it.
  void ended(Order order, Terms terms) {
    lock.lock();
    try {
      long settled = ticker.nanos() + nanos(terms.settleMillis());
      remember(order.number(), new Seen(0, 0, order.doubt(), settled));
    } finally {
      lock.unlock();
    }
  }

  /// An order was seen that is not at its end: whoever sends its newest attempt may be anywhere.
  void noticed(Order order, Terms terms) {
    lock.lock();
    try {
      var seen = orders.getOrDefault(order.number(), NOTHING);
      var next = seen;
      if (order.doubt() > 0 && order.doubt() != seen.doubt()) {
        long since = order.doubt() == seen.attempt() ? seen.attemptSinceNanos() : ticker.nanos();
        long settled = since + nanos(terms.leaseMillis() + terms.settleMillis());
        next = next.doubt(order.doubt(), settled);
      }
      if (order.state() == OrderState.ATTEMPTING && order.attempt() != seen.attempt()) {
        next = next.attempt(order.attempt(), ticker.nanos());
      }
      if (!next.equals(NOTHING)) {
        remember(order.number(), next);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Whether attempts of the order that are in doubt may still land.
  Earlier earlier(Order order, Terms terms) {
    if (order.doubt() == 0) {
      return Earlier.SETTLED;
    }
    noticed(order, terms);
    var seen = seen(order.number());
    return seen.doubt() == order.doubt() && ticker.nanos() - seen.settledNanos() >= 0
        ? Earlier.SETTLED
        : Earlier.OPEN;
  }

  /// Whether whoever holds the order's attempt under way has had it for longer than its lease.
  Holder holder(Order order, Terms terms) {
    noticed(order, terms);
    var seen = seen(order.number());
    boolean over =
        seen.attempt() == order.attempt()
            && ticker.nanos() - seen.attemptSinceNanos() >= nanos(terms.leaseMillis());
    return over ? Holder.GONE : Holder.UNKNOWN;
  }

  private Seen seen(OrderNumber number) {
    lock.lock();
    try {
      return orders.getOrDefault(number, NOTHING);
    } finally {
      lock.unlock();
    }
  }

  private void remember(OrderNumber number, Seen seen) {
    orders.remove(number);
    orders.put(number, seen);
    if (orders.size() > ordersMax) {
      orders.pollFirstEntry();
    }
  }

  private static long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /// What was seen of an order.
  ///
  /// @param attempt the attempt under way, 0 for none
  /// @param attemptSinceNanos when it was first seen
  /// @param doubt the newest attempt in doubt, 0 for none
  /// @param settledNanos from when on nothing of it can land
  private record Seen(int attempt, long attemptSinceNanos, int doubt, long settledNanos) {

    Seen attempt(int next, long sinceNanos) {
      return new Seen(next, sinceNanos, doubt, settledNanos);
    }

    Seen doubt(int next, long nanos) {
      return new Seen(attempt, attemptSinceNanos, next, nanos);
    }
  }
}
