package bestow.security;

import bestow.server.Platform;
import bestow.server.Service;
import bestow.store.StoreKeys;
import io.helidon.webserver.http.HttpService;
import java.util.List;
import java.util.stream.Stream;

/// Starts security.
public final class Main {
  /// What security is to whoever starts it.
  static final Service SERVICE = Service.of("security", 8102);

  private Main() {}

  /// Runs until SIGTERM.
  ///
  /// @param args none, or a settings file
  public static void main(String[] args) {
    SERVICE.run(args, SecuritySettings::from, Main::wire);
  }

  static HttpService wire(SecuritySettings settings, Platform platform) {
    var clock = platform.clock();
    var scripts =
        Stream.of(RedisSecurityStore.SCRIPTS, RedisPartnerStore.SCRIPTS)
            .flatMap(List::stream)
            .toList();
    var store = StoreKeys.open(settings.store(), platform, scripts);
    var security = new Security(new RedisSecurityStore(store), clock, settings.thresholds());
    var partners = settings.partners();
    var orders =
        new PartnerOrders(
            partners,
            new RedisPartnerStore(store, partners.noncesMax(), partners.gapsMax()),
            clock);
    var meters =
        new PartnerMeters(
            platform.telemetry().meter(), partners.partners().keySet(), orders, clock);
    var claims = new SecurityApi(security, settings.operatorToken());
    var paid = new PartnersApi(orders, meters, settings.operatorToken());
    return rules -> {
      claims.routing(rules);
      paid.routing(rules);
    };
  }
}
