package bestow.delivery;

import bestow.delivery.OrderBook.Begun;
import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.simulation.BundleShortcut;
import bestow.simulation.Chaos;
import bestow.simulation.Shortcut;
import bestow.wire.config.Lane;
import bestow.wire.config.Mode;
import bestow.wire.delivery.BundleState;
import bestow.wire.delivery.DeliverReply;
import bestow.wire.delivery.QuestionsReply.Stock;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// One instance of delivery in a simulated world: the real rules, book, courier, sweeper and
/// questions.
public final class SimulatedDelivery {
  private static final Duration SEND_WITHIN = Duration.ofMillis(500);
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final SimulatedOrders orders;
  private final Map<String, SimulatedProvider> providers;
  private final Chaos chaos;
  private final InstantSource clock;
  private final OrderBook book;
  private final SimulatedBundles bundles;
  private final BundleBook bundleBook;
  private final Courier courier;
  private final Tokens tokens;
  private final Sweeper sweeper;
  private final Questions questions;

  /// Where it lives.
  ///
  /// @param orders its store
  /// @param bundles its bundles
  /// @param providers by gift
  /// @param shortcut what it does wrong
  public record Place(
      SimulatedOrders orders,
      SimulatedBundles bundles,
      Map<String, SimulatedProvider> providers,
      Shortcut shortcut) {

    /// One where nobody claims bundles.
    public Place(
        SimulatedOrders orders,
        Map<String, SimulatedProvider> providers,
        Chaos chaos,
        Shortcut shortcut) {
      this(orders, new SimulatedBundles(chaos, BundleShortcut.NONE), providers, shortcut);
    }
  }

  /// @param name unlike that of any other instance, or of an earlier life of this one
  /// @param clockOffsetMillis how far its wall clock is off
  public SimulatedDelivery(Place place, Chaos chaos, String name, long clockOffsetMillis) {
    this.orders = place.orders();
    this.providers = place.providers();
    this.chaos = chaos;
    this.clock =
        () ->
            Instant.ofEpochMilli(
                1_800_000_000_000L + chaos.nanos() / 1_000_000 + clockOffsetMillis);
    var settling = new Settling(chaos::nanos, 1_000);
    var store = orders.store();
    this.book =
        new OrderBook(
            store, settling, new OrderBook.Times(clock, chaos::nanos, this::passed), name);
    this.bundles = place.bundles();
    var telemetry = OpenTelemetry.noop();
    var meters = new Meters(telemetry.getMeter("simulation"));
    this.bundleBook = new BundleBook(bundles.store(), book, clock, meters);
    var within = place.shortcut() == Shortcut.NO_SEND_BY ? FOR_EVER : SEND_WITHIN;
    this.courier =
        new Courier(
            book,
            settling,
            chaos::nanos,
            new Courier.Sight(telemetry.getTracer("simulation"), meters),
            new Courier.Times(within, Duration.ofSeconds(5)));
    this.tokens = new Tokens(name, clock.millis());
    var lanes = Map.of(Lane.FAST, new LaneLimit(1_000, 1_000, 1_000, chaos::nanos));
    var backlog = new Backlog(1_000_000);
    var resuming =
        new Resuming(
            published(),
            new Means(book, bundleBook, courier, new OrderWatch(0), lanes, lanes, backlog, tokens),
            chaos::nanos,
            new Resuming.Times(Duration.ofSeconds(5), Schedule.USUAL.deadMillis()));
    this.sweeper =
        new Sweeper(
            new Sweeper.Parts(store, resuming, backlog, meters),
            chaos::nanos,
            clock,
            chaos.random(),
            new Sweeper.Limits(Lane.FAST, Duration.ofSeconds(1), 500, 1, Duration.ofMinutes(1)));
    this.questions = new Questions(book, bundleBook, published());
  }

  private boolean passed(long nanos) {
    chaos.pause(nanos);
    return true;
  }

  /// Takes an order on for which nobody waits; nothing where that is not known to be durable.
  public Optional<DeliverReply> queue(String order, String user, String gift) {
    var asked = asked(user, gift);
    return book.accept(new OrderNumber(order), asked) instanceof Begun.Ready(var step)
        ? Optional.of(reply(step.order()))
        : Optional.empty();
  }

  /// Delivers an order; nothing where it began nothing.
  public Optional<DeliverReply> deliver(String order, String user, String gift) {
    var number = new OrderNumber(order);
    var provider = Optional.ofNullable(providers.get(gift)).orElseThrow();
    var asked = asked(user, gift);
    var begin =
        new Event.Begin(number, asked, tokens.next(), Event.Holder.UNKNOWN, provider.terms());
    return within(
        () -> {
          long start = chaos.nanos();
          return switch (book.begin(Optional.empty(), begin)) {
            case Begun.Ready(var step) ->
                step instanceof Step.Stand
                    ? Optional.of(reply(step.order()))
                    : Optional.of(
                        courier
                            .carry(begin, step, start, provider, tokens)
                            .map(SimulatedDelivery::reply)
                            .orElse(new DeliverReply.Processing(1)));
            // Nothing is promised by an order that may never have been written down.
            case Begun.InDoubt _, Begun.Not _ -> Optional.empty();
            case Begun.Mismatch _, Begun.Damaged _ ->
                throw new AssertionError("another order stands there: " + order);
          };
        });
  }

  /// Delivers a bundle, for whoever waits for it a while.
  ///
  /// @param parts the gift of each order
  public Optional<BundleState> bundle(String number, String user, Map<String, String> parts) {
    var supplies =
        parts.values().stream()
            .map(gift -> published().find("spring", gift).orElseThrow())
            .map(offer -> ((Offer.Open) offer).supply())
            .toList();
    var roles = Roles.of(supplies).iterator();
    var wanted =
        new Bundle.Wanted(
            user,
            "spring",
            "bundle",
            Lane.FAST,
            clock.millis() + 1_800_000,
            parts.entrySet().stream()
                .map(
                    part ->
                        new Bundle.Part(
                            new OrderNumber(part.getKey()),
                            roles.next(),
                            asked(user, part.getValue())))
                .toList());
    return within(
        () ->
            bundleBook.begin(new OrderNumber(number), wanted)
                    instanceof BundleBook.Told.Stands(var seen)
                ? Optional.of(seen.bundle().state())
                : Optional.empty());
  }

  /// What a person does: has every dead letter tried again.
  public void resendDead() {
    for (var number : orders.dead()) {
      var _ = within(() -> book.decide(number, new Event.Resend("ann", "it is back")));
    }
  }

  private Asked asked(String user, String gift) {
    long promisedBy = clock.millis() + 1_800_000;
    return new Asked(user, "spring", gift, 1, "provider@" + gift, Lane.FAST, promisedBy);
  }

  /// What becomes of an order's stock.
  public Stock question(String order, String user, String gift, long promisedBy) {
    if (bundles.shortcut().equals(Optional.of(BundleShortcut.EARLY_STOCK))
        && book.read(new OrderNumber(order)) instanceof OrderStore.Read.Is(var found)
        && found.isPresent()) {
      return Stocks.of(found.get());
    }
    return questions.answer(
        new Questions.Question(new OrderNumber(order), user, "spring", gift, promisedBy));
  }

  /// Goes on with all orders that are due.
  public void sweep() {
    for (var number : orders.due(clock.millis())) {
      var _ = within(() -> sweeper.sweep(number));
    }
    for (var number : bundles.due(clock.millis())) {
      var _ = within(() -> sweeper.sweep(number));
    }
  }

  private <T> T within(Supplier<T> work) {
    var deadline = Deadline.in(Duration.ofMinutes(5), chaos::nanos);
    return CallContext.root(deadline, Criticality.COMMIT).call(work::get);
  }

  private static DeliverReply reply(Order order) {
    return switch (order.state()) {
      case DELIVERED -> new DeliverReply.Delivered(order.answer().receipt(), order.changedAt());
      case REFUSED -> new DeliverReply.Refused(order.answer().reason());
      case VOID -> new DeliverReply.Refused(order.state().word());
      case REVOKING, REVOKED -> new DeliverReply.Revoked();
      case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN, PRESUMED -> new DeliverReply.Processing(1);
    };
  }

  private Resuming.Published published() {
    return new Resuming.Published() {
      @Override
      public boolean known() {
        return true;
      }

      @Override
      public Optional<Offer> find(String campaign, String gift) {
        return Optional.ofNullable(providers.get(gift))
            .map(
                provider ->
                    new Offer.Open(
                        1,
                        Mode.SYNC,
                        new Supply(
                            "provider@" + gift,
                            provider.isRevocable(),
                            provider,
                            provider,
                            provider.terms(),
                            Lane.FAST,
                            1_000,
                            new Pace(PaceSettings.USUAL, chaos::nanos))));
      }
    };
  }
}
