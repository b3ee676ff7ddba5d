package bestow.delivery;

import bestow.mesh.Mesh;
import bestow.server.Platform;
import bestow.server.Service;
import bestow.store.StoreKeys;
import java.util.List;

/// Starts delivery.
public final class Main {

  /// Some 150,000 lines; a longer statement comes in parts.
  private static final int STATEMENT_BYTES_MAX = 16 << 20;

  /// What delivery is to whoever starts it.
  static final Service SERVICE =
      Service.of("delivery", 8105)
          .bodyMax(STATEMENT_BYTES_MAX)
          .slow("POST /v1/deliver", "POST /v1/order", "POST /v1/bundle", "POST /v1/bundle/look");

  private Main() {}

  /// Runs until SIGTERM.
  ///
  /// @param args none, or a settings file
  public static void main(String[] args) {
    SERVICE.run(args, DeliverySettings::from, Main::wire);
  }

  static DeliveryApi wire(DeliverySettings settings, Platform platform) {
    var api = platform.telemetry().api();
    var mesh = Mesh.open(settings.mesh(), api, platform.ticker(), platform.random());
    platform.closing("mesh", mesh);
    return wire(settings, platform, mesh, Others.of(settings, mesh));
  }

  static DeliveryApi wire(DeliverySettings settings, Platform platform, Mesh mesh, Others others) {
    var ticker = platform.ticker();
    var clock = platform.clock();
    var meters = new Meters(platform.telemetry().meter());
    var store = StoreKeys.open(settings.store(), platform, Scripts.ALL);
    var codes = new RedisCodeStore(store);
    var providers =
        new Providers(
            mesh,
            pool -> new CodePool(codes, pool, meters),
            settings.providers(),
            new Providers.Clocks(clock, ticker));
    var copy = OfferCopy.follow(others.config(), settings.copies(), providers, platform);
    var offers = platform.closing("offers", copy);
    var settling = new Settling(ticker, settings.ordersRemembered());
    var keeping = new Keeping(campaign -> offers.current().end(campaign), settings.recordKeep());
    var orders = new RedisOrderStore(store, keeping);
    var tokens = Tokens.of(platform.settings(), clock);
    var book = new OrderBook(orders, settling, clock, ticker, tokens.instance());
    var watch = new OrderWatch(settings.waitersMax());
    platform.whenLeaving(watch::leave);
    var worked = settings.sweeps().keySet();
    var lanes = LaneLimit.of(worked, settings.providers(), settings.backgroundMax(), ticker);
    var workers = LaneLimit.ofWorkers(settings.sweeps(), settings.providers(), ticker);
    meters.observe(lanes, workers);
    var backlog = LaneCount.start(settings, platform, orders, meters);
    var sight = new Courier.Sight(platform.telemetry().tracer(), meters);
    var times = new Courier.Times(settings.providers().sendWithin(), settings.recordWithin());
    var courier = new Courier(book, settling, ticker, sight, times);
    var bundles = new BundleBook(new RedisBundleStore(store, keeping), book, clock, meters);
    var means = new Means(book, bundles, courier, watch, lanes, workers, backlog, tokens);
    var delivery = new Delivery(offers, means, ticker, clock, settings.patience());
    platform.closing("deliveries", delivery);
    var published = OfferCopy.published(offers);
    var patience = settings.providers().pace().schedule().deadMillis();
    var resumed = new Resuming.Times(settings.recordWithin(), patience);
    var due =
        new Sweeper.Parts(orders, new Resuming(published, means, ticker, resumed), backlog, meters);
    for (var sweep : settings.sweeps().values()) {
      var sweeper = new Sweeper(due, ticker, clock, platform.random(), sweep);
      platform.closing("sweeper of lane " + sweep.lane().word(), sweeper.start());
    }
    var look = new OrderLook(book, watch, ticker, platform.random());
    var token = settings.operatorToken();
    var bounds = new MakeGoods.Bounds(new RedisAllowance(store), settings.madeGoodMax(), clock);
    var makeGoods = new MakeGoods(book, OfferCopy.given(offers), others.quota(), bounds, meters);
    var desk = new DeskApi(new Desk(orders, means, published, ticker), makeGoods, token);
    var calm = new Bundles.Times(ticker, clock, settings.patience());
    var whole = new BundleApi(new Bundles(offers, means, delivery, calm), look, ticker);
    var ledger = new LedgerApi(new RedisLedger(store, settings.comparedKept()), bundles, clock);
    var theirs = Reconciliation.start(settings, platform, store, means, published);
    var doors = List.of(whole, new CodesApi(codes, meters, token), desk, ledger, theirs);
    return new DeliveryApi(delivery, look, new Questions(book, bundles, published), doors, ticker);
  }
}
