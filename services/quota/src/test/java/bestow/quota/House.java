package bestow.quota;

import bestow.testing.FakeClock;
import bestow.testing.FakeTicker;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.Outlook;
import bestow.wire.quota.OutlookReply;
import bestow.wire.quota.SettleReply;
import bestow.wire.quota.SettleRequest.End;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

/// One instance of quota over a store, with clocks moved by hand; it does one thing after another.
///
/// @param quota the rules
/// @param outlooks what claims would come to
/// @param books what can be looked up
/// @param means what both work with
/// @param clock its wall clock
/// @param ticker its other clock
record House(
    Quota quota, Outlooks outlooks, Books books, Means means, FakeClock clock, FakeTicker ticker) {
  static final Duration DRY_TIME = Duration.ofMillis(200);
  static final String SECRET = "a secret of thirty-two characters";

  private static final Quota.Times TIMES =
      new Quota.Times(Duration.ofSeconds(60), Duration.ofSeconds(2), Duration.ofDays(30));

  static House over(QuotaStore store, PoolStore pools) {
    return over(store, pools, Runnable::run);
  }

  /// @param later what becomes of work that no claim waits for
  static House over(QuotaStore store, PoolStore pools, Executor later) {
    var clock = new FakeClock();
    var ticker = new FakeTicker();
    var means =
        new Means(
            store,
            pools,
            new Sight(ticker::nanos, DRY_TIME),
            House::inTurn,
            later,
            () -> 0,
            new QuotaMetrics(OpenTelemetry.noop().getMeter("test")));
    var quota = new Quota(means, new OrderNumbers(SECRET), clock, TIMES);
    var outlooks = new Outlooks(means, quota, clock);
    return new House(quota, outlooks, new Books(means), means, clock, ticker);
  }

  Told<HoldReply> hold(Claims claims) {
    return quota.hold(claims.claim());
  }

  /// What a claim is told, which is an answer.
  HoldReply reply(Claims claims) {
    return switch (hold(claims)) {
      case Told.Answer<HoldReply>(HoldReply reply) -> reply;
      case Told<HoldReply> other -> throw new AssertionError("no answer: " + other);
    };
  }

  /// What claims would come to.
  List<Outlook> outlooks(Claims... claims) {
    return switch (outlooks.of(Arrays.stream(claims).map(Claims::claim).toList())) {
      case Told.Answer<OutlookReply>(OutlookReply reply) -> reply.outlooks();
      case Told<OutlookReply> other -> throw new AssertionError("no answer: " + other);
    };
  }

  /// The order that a claim gets.
  OrderNumber order(Claims claims) {
    return switch (reply(claims)) {
      case HoldReply.Held(String order, boolean _) -> new OrderNumber(order);
      case HoldReply other -> throw new AssertionError("not held: " + other);
    };
  }

  SettleReply settle(End end, OrderNumber... orders) {
    var settlements = new ArrayList<Quota.Settlement>();
    for (var order : orders) {
      settlements.add(new Quota.Settlement(order, end));
    }
    return switch (quota.settle(settlements)) {
      case Told.Answer<SettleReply>(SettleReply reply) -> reply;
      case Told<SettleReply> other -> throw new AssertionError("no answer: " + other);
    };
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
