package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.delivery.OrderStore.Due;
import bestow.delivery.OrderStore.Read;
import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import bestow.testing.Eventually;
import bestow.testing.FakeClock;
import bestow.testing.FakeTicker;
import bestow.wire.config.Lane;
import bestow.wire.config.Mode;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A backlog drains without a thundering herd, as when its provider is back: no more of it is under
/// way at once than there are workers, and no more begins in a second than its provider may be
/// called. Over the model of the store, with clocks moved by hand.
final class BacklogTest {

  private static final int ORDERS = 200;
  private static final int SHARDS = 8;
  private static final int WORKERS = 8;
  private static final int PER_SECOND = 20;
  private static final int SECONDS_MAX = 600;
  // The rounds, of all the orders each 20 ms, need 15 s for so many.
  private static final int CROWD = 150_000;
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Attempt.End ANSWERED = new Attempt.End("read", 200);

  private final FakeTicker ticker = new FakeTicker();
  private final FakeClock clock = new FakeClock();
  private final MemoryOrderStore store = new MemoryOrderStore();
  private final Backlog backlog = new Backlog(ORDERS);
  private final Meters meters = new Meters(OpenTelemetry.noop().getMeter("test"));
  private final Gauge provider = new Gauge();
  private final Sweeper sweeper = sweeper(ORDERS, PER_SECOND);

  @AfterEach
  void stop() {
    provider.open.countDown();
    sweeper.close();
  }

  @Test
  void noMoreOfABacklogIsUnderWayThanThereAreWorkersNorBeginsInASecondThanMay()
      throws InterruptedException {
    write();

    sweeper.round();
    sweeper.round();
    Eventually.within(LIMIT, () -> provider.underWay.get() == WORKERS, "each worker has one");
    provider.open.countDown();
    drainNow(sweeper);

    assertTrue(
        provider.sent.get() <= PER_SECOND, () -> provider.sent + " were sent in the first second");
    for (int second = 1; provider.sent.get() < ORDERS; second++) {
      assertTrue(second < SECONDS_MAX, "it takes for ever");
      int before = provider.sent.get();
      ticker.advance(Duration.ofSeconds(1));
      clock.advance(Duration.ofSeconds(1));
      drainNow(sweeper);
      int sent = provider.sent.get() - before;
      assertTrue(sent <= PER_SECOND, sent + " were sent in second " + second);
    }
    assertEquals(WORKERS, provider.most.get(), "under way at once");
    assertEquals(ORDERS, provider.sent.get());
  }

  @Test
  void aProviderThatAnswersHasAllThatIsDueThroughItsShareOfTheWorkers()
      throws InterruptedException {
    write();
    provider.pause = Duration.ofMillis(2);
    provider.open.countDown();

    try (var shared = sweeper(WORKERS / 2, 0)) {
      drainNow(shared);
    }

    assertEquals(ORDERS, provider.sent.get(), "none was put off");
    assertTrue(provider.most.get() <= WORKERS / 2, () -> provider.most + " were under way");
  }

  @Test
  void whoHasNoPlaceIsLeftAloneForAsLongAsTheRoundsNeedForAllThatWait() {
    write();
    provider.open.countDown();
    var two = dueWithin(0).subList(0, 2);
    backlog.seen(Lane.FAST, SHARDS, new Due.Are(List.of(), 0, CROWD, 0));

    try (var paced = sweeper(WORKERS, 1)) {
      assertEquals(Swept.CARRIED, sweep(paced, two.getFirst()));
      assertEquals(Swept.PACED, sweep(paced, two.getLast()));
    }

    assertTrue(!dueWithin(15_000 - 1).contains(two.getLast()), "it is left alone");
    assertTrue(dueWithin(20_000).contains(two.getLast()), "and no longer than that");
  }

  @Test
  void anOrderThatWasTriedMeanwhileIsNotTriedAgainThroughAShutGate() {
    write();
    provider.open.countDown();
    var seen = order(dueWithin(0).getFirst());
    var terms = ModelTerms.of(Terms.Kind.SAME_NUMBER);
    var begin = new Event.Begin(seen.number(), seen.asked(), "t-1", Event.Holder.UNKNOWN, terms);
    var tried = OrderRules.advance(Optional.of(seen), begin, clock.millis()).order();
    var unclear = new Event.Unclear(1, terms, ANSWERED);
    var doubtful = OrderRules.advance(Optional.of(tried), unclear, clock.millis()).order();
    var _ = store.write(Optional.of(seen), tried);
    var _ = store.write(Optional.of(tried), doubtful);
    var pace = new Pace(new PaceSettings(0, ORDERS, Schedule.USUAL), ticker::nanos);
    var resuming = resuming(WORKERS, pace);
    for (int call = 0; call < 10; call++) {
      pace.badly();
    }

    var swept =
        CallContext.root(Deadline.in(LIMIT, ticker::nanos), Criticality.COMMIT)
            .call(() -> resuming.resume(seen, 0));

    assertEquals(Swept.TAKEN, swept);
    assertEquals(0, provider.sent.get());
    assertEquals(doubtful, order(seen.number()));
  }

  private Order order(OrderNumber number) {
    return assertInstanceOf(Read.Is.class, store.read(number)).order().orElseThrow();
  }

  /// What is due in a shard by then.
  private List<OrderNumber> dueWithin(long millis) {
    var due = store.due(Lane.FAST, 0, clock.millis() + millis, ORDERS);
    return assertInstanceOf(Due.Are.class, due).orders();
  }

  private Swept sweep(Sweeper sweeper, OrderNumber number) {
    return CallContext.root(Deadline.in(LIMIT, ticker::nanos), Criticality.COMMIT)
        .call(() -> sweeper.sweep(number));
  }

  /// Until nothing is due any more at this moment: it is sent, or put off.
  private void drainNow(Sweeper sweeper) throws InterruptedException {
    while (backlog() > 0) {
      sweeper.round();
      Eventually.within(LIMIT, () -> provider.underWay.get() == 0, "what was begun has ended");
    }
  }

  private long backlog() {
    long all = 0;
    for (int shard = 0; shard < SHARDS; shard++) {
      if (store.due(Lane.FAST, shard, clock.millis(), 1) instanceof Due.Are due) {
        all += due.backlog();
      }
    }
    return all;
  }

  private void write() {
    for (int i = 0; i < ORDERS; i++) {
      var accept = new Event.Accept(Samples.number(i % SHARDS), Samples.asked("sandbox@1"));
      var order = OrderRules.advance(Optional.empty(), accept, clock.millis()).order();
      var _ = store.write(Optional.empty(), order);
    }
  }

  /// @param eachMax how many of the workers one provider may have
  /// @param perSecondMax how many calls it may have a second, 0 for any number
  private Sweeper sweeper(int eachMax, int perSecondMax) {
    var settings = new PaceSettings(perSecondMax, ORDERS, Schedule.USUAL);
    return new Sweeper(
        new Sweeper.Parts(
            store, resuming(eachMax, new Pace(settings, ticker::nanos)), backlog, meters),
        ticker::nanos,
        clock,
        new SplittableRandom(1),
        new Sweeper.Limits(
            Lane.FAST, Duration.ofMillis(20), ORDERS, WORKERS, Duration.ofMinutes(1)));
  }

  private Resuming resuming(int eachMax, Pace pace) {
    var settling = new Settling(ticker::nanos, 1_000);
    var book = new OrderBook(store, settling, clock, ticker::nanos, "here");
    var courier =
        new Courier(
            book,
            settling,
            ticker::nanos,
            new Courier.Sight(OpenTelemetry.noop().getTracer("test"), meters),
            new Courier.Times(Duration.ofSeconds(1), Duration.ofSeconds(5)));
    var lanes = Map.of(Lane.FAST, new LaneLimit(ORDERS, eachMax, ORDERS, Ticker.system()));
    var means =
        new Means(
            book,
            new BundleBook(new MemoryBundleStore(), book, clock, meters),
            courier,
            new OrderWatch(0),
            lanes,
            lanes,
            backlog,
            new Tokens("test", clock.millis()));
    return new Resuming(
        published(pace),
        means,
        ticker::nanos,
        new Resuming.Times(Duration.ofSeconds(5), Schedule.USUAL.deadMillis()));
  }

  private Resuming.Published published(Pace pace) {
    var terms = ModelTerms.of(Terms.Kind.SAME_NUMBER);
    var supply = new Supply("sandbox@1", false, provider, provider, terms, Lane.FAST, 1_000, pace);
    return new Resuming.Published() {
      @Override
      public boolean known() {
        return true;
      }

      @Override
      public Optional<Offer> find(String campaign, String gift) {
        return Optional.of(new Offer.Open(1, Mode.ASYNC, supply));
      }
    };
  }

  /// A provider that answers once it is let, and counts what is under way.
  private static final class Gauge implements Adapter {
    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();
    private volatile Duration pause = Duration.ZERO;

    @Override
    public Verdict deliver(Order order) {
      most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
      sent.incrementAndGet();
      try {
        open.await();
        // Real time, which its calls take: so its share of the workers is full.
        Thread.sleep(pause);
        return new Verdict.Delivered("r-1", ANSWERED);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Verdict.Unclear(ANSWERED);
      } finally {
        underWay.decrementAndGet();
      }
    }

    @Override
    public Verdict ask(Order order) {
      throw new AssertionError("nobody asks about " + order);
    }

    @Override
    public Verdict revoke(Order order) {
      throw new AssertionError("nobody takes back " + order);
    }
  }
}
