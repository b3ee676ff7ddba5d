package bestow.delivery;

import bestow.mesh.Mesh;
import bestow.server.Platform;
import bestow.server.Service;
import bestow.store.StoreKeys;
import bestow.wire.config.Lane;
import java.util.Map;

/// Starts delivery.
public final class Main {

  /// What delivery is to whoever starts it.
  static final Service SERVICE = Service.of("delivery", 8105);

  private Main() {}

  /// Runs until SIGTERM.
  ///
  /// @param args none, or a settings file
  public static void main(String[] args) {
    SERVICE.run(args, DeliverySettings::from, Main::wire);
  }

  static DeliveryApi wire(DeliverySettings settings, Platform platform) {
    var ticker = platform.ticker();
    var clock = platform.clock();
    var telemetry = platform.telemetry();
    var meters = new Meters(telemetry.meter());
    var store = StoreKeys.open(settings.store(), platform, RedisOrderStore.SCRIPTS);
    var mesh = Mesh.open(settings.mesh(), telemetry.api(), ticker, platform.random());
    platform.closing("mesh", mesh);
    var providers = new Providers(mesh, settings.providers(), clock);
    var config = mesh.callee(settings.config());
    var copy = OfferCopy.follow(config, settings.copies(), providers, platform);
    var offers = platform.closing("offers", copy);
    var settling = new Settling(ticker, settings.ordersRemembered());
    var book = new OrderBook(new RedisOrderStore(store), settling, clock, ticker);
    var watch = new OrderWatch(settings.waitersMax());
    var lanes = lanes(settings);
    meters.observe(lanes);
    var sight = new Courier.Sight(telemetry.tracer(), meters);
    var times = new Courier.Times(settings.providers().sendWithin(), settings.recordWithin());
    var courier = new Courier(book, settling, ticker, sight, times);
    var parts = new Delivery.Parts(offers, book, courier, watch, lanes, tokens(platform));
    var delivery = new Delivery(parts, ticker, clock, settings.patience());
    platform.closing("deliveries", delivery);
    return new DeliveryApi(delivery, new OrderLook(book, watch, ticker, platform.random()), ticker);
  }

  private static Map<Lane, LaneLimit> lanes(DeliverySettings settings) {
    var max = settings.providers();
    return Map.of(
        Lane.FAST, new LaneLimit(max.fastMax(), settings.backgroundMax()),
        Lane.SLOW, new LaneLimit(max.slowMax(), settings.backgroundMax()));
  }

  private static Tokens tokens(Platform platform) {
    var server = platform.settings();
    return new Tokens(server.instanceId(server.listen().port()), platform.clock().millis());
  }
}
