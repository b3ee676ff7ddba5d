package bestow.quota;

import bestow.mesh.Ticker;
import bestow.quota.Finding.Claimed;
import bestow.quota.Quota.Settlement;
import bestow.wire.delivery.QuestionsReply.Stock;
import bestow.wire.quota.SettleReply;
import bestow.wire.quota.SettleRequest.End;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Mends what differs and can be mended for sure, up to a limit: many differences at once mean that
/// something is wrong which a person has to see first. For one thread.
final class Repairs {
  private static final Duration WINDOW = Duration.ofHours(1);

  private final Quota quota;
  private final Deliveries deliveries;
  private final Ticker ticker;
  private final int most;
  private long windowNanos;
  private int done;

  /// @param most how many within an hour
  Repairs(Quota quota, Deliveries deliveries, Ticker ticker, int most) {
    this.quota = quota;
    this.deliveries = deliveries;
    this.ticker = ticker;
    this.most = most;
    this.windowNanos = ticker.nanos();
  }

  /// What came of one.
  enum Result {
    DONE,
    /// A store or a service gave no answer.
    NOT_NOW,
    /// There were too many before it: a person has to look.
    TOO_MANY
  }

  /// Gives an order's stock its end.
  Result settle(OrderNumber order, End end) {
    return mend(
        () ->
            quota.settle(List.of(new Settlement(order, end)))
                    instanceof Told.Answer<SettleReply>(var reply)
                && reply.settled() == 1);
  }

  /// Has delivery make an order void that it does not know.
  Result forbid(OrderRecord order) {
    return mend(() -> deliveries.ask(List.of(order)).equals(Map.of(order.number(), Stock.RELEASE)));
  }

  /// What was found, where it was not mended.
  Claimed tooMany(Claimed found) {
    return new Claimed(
        found.kind(),
        found.ours(),
        found.theirs(),
        "Not mended, since %d others were within an hour: look why, or raise reconcile.repairs-max."
            .formatted(most));
  }

  private Result mend(BooleanSupplier repair) {
    long now = ticker.nanos();
    if (now - windowNanos >= WINDOW.toNanos()) {
      windowNanos = now;
      done = 0;
    }
    if (done >= most) {
      return Result.TOO_MANY;
    }
    if (!repair.getAsBoolean()) {
      return Result.NOT_NOW;
    }
    done++;
    return Result.DONE;
  }
}
