package bestow.delivery;

import bestow.delivery.Finding.Kind;
import bestow.delivery.ProviderJudge.Judgement;
import bestow.delivery.ProviderJudge.Said;
import bestow.delivery.RedisFindings.UnansweredException;
import bestow.mesh.Ticker;
import bestow.wire.delivery.OrderState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Does what has to be done about what a provider says of an order: writes down proof of delivery,
/// up to a limit, and notes for a person what differs. The same said again changes nothing. For any
/// number of threads.
final class ProviderLedger {

  private static final System.Logger LOG = System.getLogger(ProviderLedger.class.getName());
  private static final Duration WINDOW = Duration.ofHours(1);

  private final RedisFindings findings;
  private final OrderBook book;
  private final OrderWatch watch;
  private final Drift drift;
  private final InstantSource clock;
  private final Ticker ticker;
  private final Limits limits;
  private long windowNanos;
  private int proved;

  ProviderLedger(Parts parts, Providers.Clocks clocks, Limits limits) {
    this.findings = parts.findings();
    this.book = parts.book();
    this.watch = parts.watch();
    this.drift = parts.drift();
    this.clock = clocks.clock();
    this.ticker = clocks.ticker();
    this.limits = limits;
    this.windowNanos = ticker.nanos();
  }

  /// What it is made of.
  record Parts(RedisFindings findings, OrderBook book, OrderWatch watch, Drift drift) {}

  /// How much it does.
  ///
  /// @param provedMax how many orders in doubt it takes for delivered by itself within an hour
  /// @param recordWithin writing one down
  record Limits(int provedMax, Duration recordWithin) {}

  /// What came of it.
  enum Result {
    AGREED,
    PROVED,
    FOUND
  }

  /// How an order stands here, if it was ever written down.
  Optional<Order> stands(OrderNumber number) throws UnansweredException {
    return switch (book.read(number)) {
      case OrderStore.Read.Is(var order) -> order;
      case OrderStore.Read.Unanswered(var why) -> throw new UnansweredException(why);
      case OrderStore.Read.Damaged(var why) -> throw new UnansweredException(why);
    };
  }

  /// Does what has to be done about what a provider says.
  ///
  /// @param order as it stands here, if it was ever written down
  /// @param before what was found before
  /// @throws UnansweredException where the store gave no answer: it may be said again
  Result heard(String subject, Optional<Order> order, Optional<Finding> before, Said said)
      throws UnansweredException {
    return switch (ProviderJudge.of(order, said)) {
      case Judgement.Agree() -> {
        // What was stated in two ways stays so, whatever one of them agrees with.
        var mended = before.filter(was -> was.open() && was.kind() != Kind.DIFFERS);
        if (mended.isPresent()) {
          findings.note(mended, mended.get().closed("They agree by now.", clock.millis()));
        }
        yield Result.AGREED;
      }
      case Judgement.Prove(var receipt) -> prove(order.orElseThrow(), before, receipt);
      case Judgement.Ask(var kind, var ours, var theirs, var deed) -> {
        found(subject, before, new Judgement.Ask(kind, ours, theirs, deed));
        yield Result.FOUND;
      }
    };
  }

  /// Notes something for a person to look at, unless one has seen to just that before.
  void found(String subject, Optional<Finding> before, Judgement.Ask ask)
      throws UnansweredException {
    long now = clock.millis();
    long since = before.filter(Finding::open).map(Finding::since).orElse(now);
    var finding =
        new Finding(subject, ask.kind(), true, ask.ours(), ask.theirs(), since, now, ask.deed());
    if (before.filter(old -> !old.open() && old.sameAs(finding)).isEmpty()) {
      findings.note(before, finding);
      if (before.filter(Finding::open).isEmpty()) {
        drift.found(ask.kind());
      }
    }
  }

  private Result prove(Order order, Optional<Finding> before, String receipt)
      throws UnansweredException {
    var number = order.number();
    var ours = ProviderJudge.word(order);
    if (!mayProve()) {
      found(
          number.value(),
          before,
          new Judgement.Ask(
              Kind.LATE,
              ours,
              "delivered, receipt " + receipt,
              ("Not taken for delivered, since %d others were within an hour: look why, then let the"
                      + " provider say it again.")
                  .formatted(limits.provedMax())));
      return Result.FOUND;
    }
    var event = new Event.Delivered(order.attempt(), receipt, Attempt.End.NONE);
    var now = book.record(order, event, limits.recordWithin());
    if (now.isEmpty()) {
      throw new UnansweredException("it could not be written down that an order is delivered");
    }
    watch.changed(number);
    boolean delivered = now.get().state() == OrderState.DELIVERED;
    var deed =
        delivered ? "Delivered: the provider's word is proof." : "It has another end by now.";
    long at = clock.millis();
    findings.note(
        before,
        new Finding(
            number.value(),
            Kind.LATE,
            !delivered,
            ours,
            "delivered, receipt " + receipt,
            at,
            at,
            deed));
    drift.found(Kind.LATE);
    LOG.log(System.Logger.Level.INFO, "Order {0}: {1}", number, deed);
    return Result.PROVED;
  }

  private synchronized boolean mayProve() {
    long now = ticker.nanos();
    if (now - windowNanos >= WINDOW.toNanos()) {
      windowNanos = now;
      proved = 0;
    }
    return proved++ < limits.provedMax();
  }
}
