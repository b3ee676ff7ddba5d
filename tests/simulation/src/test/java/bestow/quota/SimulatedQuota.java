package bestow.quota;

import bestow.simulation.Chaos;
import bestow.simulation.Shortcut;
import bestow.wire.delivery.QuestionsReply.Stock;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.PromiseReply;
import bestow.wire.quota.SettleRequest.End;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One instance of quota in a simulated world: the real rules, borrowing and sweeper.
public final class SimulatedQuota {
  private static final String SECRET = "a secret of thirty-two characters";
  private static final long PROMISED_BY = 1_900_000_000_000L;
  private static final Duration HOLD_TIME = Duration.ofSeconds(10);

  private final SimulatedStock stock;
  private final Quota quota;
  private final HoldSweeper sweeper;

  /// What is asked about orders that are due.
  @FunctionalInterface
  public interface Delivery {
    /// What becomes of the order's stock; nothing where no answer came.
    Optional<Stock> ask(String order, String user, String gift, long promisedBy);
  }

  /// @param clockOffsetMillis how far its wall clock is off
  public SimulatedQuota(
      SimulatedStock stock,
      Chaos chaos,
      long clockOffsetMillis,
      Delivery delivery,
      Shortcut shortcut) {
    this.stock = stock;
    InstantSource clock =
        () ->
            Instant.ofEpochMilli(
                1_800_000_000_000L + chaos.nanos() / 1_000_000 + clockOffsetMillis);
    var metrics = new QuotaMetrics(OpenTelemetry.noop().getMeter("simulation"));
    var means =
        new Means(
            stock.orders(),
            stock.pools(),
            new Sight(chaos::nanos, Duration.ofMillis(200)),
            SimulatedQuota::inTurn,
            _ -> {},
            () -> 0,
            metrics);
    var times = new Quota.Times(HOLD_TIME, Duration.ofSeconds(2), Duration.ofDays(30));
    this.quota = new Quota(means, new OrderNumbers(SECRET), clock, times);
    Deliveries deliveries =
        shortcut == Shortcut.TIME_RELEASES
            ? SimulatedQuota::released
            : orders -> answers(delivery, orders);
    this.sweeper =
        new HoldSweeper(
            new HoldSweeper.Parts(means.store(), quota, deliveries, means.together(), metrics),
            chaos::nanos,
            clock,
            new HoldSweeper.Chances(
                chaos.random(),
                new HoldSweeper.Limits(
                    Duration.ofSeconds(1), 500, Duration.ofSeconds(5), HOLD_TIME)));
  }

  /// Holds a gift; nothing where no answer is known.
  public Optional<HoldReply> hold(String user, String gift) {
    var id = new GiftId("spring", gift);
    var claim = new Claim(id, new UserId(user), ClaimKey.NONE, stock.limits(id), Optional.empty());
    return quota.hold(claim) instanceof Told.Answer<HoldReply>(HoldReply reply)
        ? Optional.of(reply)
        : Optional.empty();
  }

  /// Notes that an order is promised; nothing where that is not known to be noted.
  public Optional<Long> promise(String order) {
    return quota.promise(new OrderNumber(order), PROMISED_BY)
            instanceof Told.Answer<PromiseReply>(PromiseReply.Promised(long by))
        ? Optional.of(by)
        : Optional.empty();
  }

  /// Gives an order its end, if that can be done now.
  public void settle(String order, End end) {
    var _ = quota.settle(List.of(new Quota.Settlement(new OrderNumber(order), end)));
  }

  /// Looks once for orders that are due.
  public void sweep() {
    sweeper.round();
  }

  private static Map<OrderNumber, Stock> answers(Delivery delivery, List<OrderRecord> orders) {
    Map<OrderNumber, Stock> answers = new HashMap<>();
    for (var order : orders) {
      delivery
          .ask(
              order.number().value(), order.user().value(), order.gift().gift(), order.promisedBy())
          .ifPresent(answer -> answers.put(order.number(), answer));
    }
    return answers;
  }

  private static Map<OrderNumber, Stock> released(List<OrderRecord> orders) {
    Map<OrderNumber, Stock> answers = new HashMap<>();
    orders.forEach(order -> answers.put(order.number(), Stock.RELEASE));
    return answers;
  }

  private static <A, B> List<B> inTurn(List<A> things, Together.Task<A, B> task)
      throws StoreFailure {
    var results = new ArrayList<B>();
    for (var thing : things) {
      results.add(task.apply(thing));
    }
    return results;
  }
}
