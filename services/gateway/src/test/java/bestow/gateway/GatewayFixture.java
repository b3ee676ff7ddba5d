package bestow.gateway;

import bestow.server.Running;
import bestow.server.Settings;
import bestow.server.StartException;
import bestow.testing.ApiClient;
import io.opentelemetry.api.OpenTelemetry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// Gateway's doors over real HTTP, with rooms that a test commands.
final class GatewayFixture implements AutoCloseable {
  static final String SESSION = "0f0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
  static final Map<String, String> SIGNED_IN = Map.of("Authorization", "Bearer " + SESSION);

  private final FakeRooms rooms = new FakeRooms();
  private final Running gateway;
  private final ApiClient client;

  private GatewayFixture(Map<String, String> more) throws StartException {
    var settings = new HashMap<>(more);
    settings.put("server.port", "0");
    settings.put("consul.registers", "false");
    settings.put("drain.wait", "0ms");
    gateway =
        Main.SERVICE.start(
            Settings.of(settings),
            GatewaySettings::from,
            (own, platform) -> {
              var clock = InstantSource.fixed(Samples.NOW);
              var meters = new Meters(OpenTelemetry.noop().getMeter("test"));
              var settler = new Settler(rooms.rooms().settle(), 100, platform.ticker(), meters);
              var reporter =
                  new Reporter(rooms.rooms().report(), "test", clock, platform.ticker(), meters);
              platform.closing("settler", settler);
              platform.closing("reporter", reporter);
              var times = new ClaimFlow.Times(clock, platform.ticker(), own.claimTime());
              var rush = new Rush(rooms.rooms(), own.rush(), platform.ticker(), meters);
              var aides = new ClaimFlow.Aides(rush, settler, reporter);
              var flow = new ClaimFlow(rooms.rooms(), Samples::campaigns, aides, times);
              var users =
                  new GatewayApi(
                      new ClaimForm(own.edges()),
                      flow,
                      new Lookup(rooms.rooms(), Samples::campaigns),
                      new SignIn(rooms.rooms()),
                      new Shop(Samples::campaigns, clock));
              var paidMeters = new PaidMeters(platform.telemetry().meter());
              var partners =
                  new PaidOrdersApi(new PaidOrders(rooms.rooms(), flow, times, paidMeters));
              return rules -> {
                users.routing(rules);
                partners.routing(rules);
              };
            });
    client = ApiClient.of(gateway.port());
  }

  static GatewayFixture start() throws StartException {
    return new GatewayFixture(Map.of());
  }

  static GatewayFixture start(Map<String, String> settings) throws StartException {
    return new GatewayFixture(settings);
  }

  FakeRooms rooms() {
    return rooms;
  }

  int port() {
    return gateway.port();
  }

  ApiClient client() {
    return client;
  }

  /// Claims spring's gift as a signed-in user.
  ApiClient.Answer claim() {
    return claim("spring");
  }

  /// Claims the gift of a campaign as a signed-in user.
  ApiClient.Answer claim(String campaign) {
    return claim(campaign, Map.of());
  }

  /// Claims the gift as a signed-in user, with these headers too.
  ApiClient.Answer claim(Map<String, String> headers) {
    return claim("spring", headers);
  }

  private ApiClient.Answer claim(String campaign, Map<String, String> headers) {
    var all = new HashMap<>(SIGNED_IN);
    all.putAll(headers);
    return client.send(
        "POST", "/v1/claims", all, "{\"campaign\":\"" + campaign + "\",\"gift\":\"vip-day\"}");
  }

  @Override
  public void close() {
    client.close();
    gateway.close();
  }
}
