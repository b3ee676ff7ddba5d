package bestow.delivery;

import bestow.mesh.Ticker;
import bestow.wire.delivery.OrderState;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Looks at orders for those who wait for their end: woken at once when this process takes the
/// step, and looking again from time to time for the steps of others. For any number of threads.
final class OrderLook {

  private static final long LOOK_MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long LOOK_MAX_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final OrderBook book;
  private final OrderWatch watch;
  private final Ticker ticker;
  private final RandomGenerator random;

  OrderLook(OrderBook book, OrderWatch watch, Ticker ticker, RandomGenerator random) {
    this.book = book;
    this.watch = watch;
    this.ticker = ticker;
    this.random = random;
  }

  /// How the order stands once it is at its end or the limit is over, whichever comes first. An
  /// order that was never written down is not waited for.
  OrderStore.Read look(OrderNumber number, Duration limit) {
    return look(number, limit, () -> book.read(number), OrderLook::goesOn);
  }

  /// How something stands that `watch` knows by that number.
  ///
  /// @param goesOn whether there is more to come of what was read
  <T> T look(OrderNumber number, Duration limit, Supplier<T> read, Predicate<T> goesOn) {
    long untilNanos = ticker.nanos() + limit.toNanos();
    long pauseNanos = LOOK_MIN_NANOS;
    while (true) {
      try (var wait = watch.wait(number)) {
        var seen = read.get();
        long leftNanos = untilNanos - ticker.nanos();
        if (leftNanos <= 0 || !wait.mayWait() || !goesOn.test(seen)) {
          return seen;
        }
        // Jittered, so that those who wait for much do not all look at once.
        wait.until(Math.min(leftNanos, random.nextLong(pauseNanos / 2, pauseNanos)));
        pauseNanos = Math.min(2 * pauseNanos, LOOK_MAX_NANOS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return read.get();
      }
    }
  }

  private static boolean goesOn(OrderStore.Read read) {
    return read instanceof OrderStore.Read.Is(var order)
        && order.filter(o -> !o.isFinal() && o.state() != OrderState.PRESUMED).isPresent();
  }
}
