package bestow.gateway;

import bestow.mesh.Mesh;
import bestow.server.Platform;
import bestow.server.Service;
import io.helidon.webserver.http.HttpService;
import java.util.UUID;

/// Starts gateway.
public final class Main {
  /// What gateway is to whoever starts it.
  static final Service SERVICE = Service.of("gateway", 8100).bodyMax(8 << 10).facingUsers();

  private Main() {}

  /// Runs until SIGTERM.
  ///
  /// @param args none, or a settings file
  public static void main(String[] args) {
    SERVICE.run(args, GatewaySettings::from, Main::wire);
  }

  static HttpService wire(GatewaySettings settings, Platform platform) {
    var ticker = platform.ticker();
    var clock = platform.clock();
    var telemetry = platform.telemetry();
    var meters = new Meters(telemetry.meter());
    var mesh = Mesh.open(settings.mesh(), telemetry.api(), ticker, platform.random());
    platform.closing("mesh", mesh);
    var rooms = Rooms.of(mesh, settings.callees(), ticker);
    var config = mesh.callee(settings.callees().config());
    var campaigns =
        platform.closing("campaigns", CampaignCopy.follow(config, settings.copies(), platform));
    var settler =
        platform.closing(
            "settler", new Settler(rooms.settle(), settings.settleQueueMax(), ticker, meters));
    var sender = platform.settings().instanceId(platform.settings().listen().port());
    var reporter =
        platform.closing(
            "reporter",
            new Reporter(rooms.report(), sender + "-" + UUID.randomUUID(), clock, ticker, meters));
    var times = new ClaimFlow.Times(clock, ticker, settings.claimTime());
    var rush = new Rush(rooms, settings.rush(), ticker, meters);
    var aides = new ClaimFlow.Aides(rush, settler, reporter);
    var flow = new ClaimFlow(rooms, campaigns::current, aides, times);
    var paid = new PaidOrders(rooms, flow, times, new PaidMeters(telemetry.meter()));
    var users =
        new GatewayApi(
            new ClaimForm(settings.edges()),
            flow,
            new Lookup(rooms, campaigns::current),
            new SignIn(rooms),
            new Shop(campaigns::current, clock));
    var partners = new PaidOrdersApi(paid);
    return rules -> {
      users.routing(rules);
      partners.routing(rules);
    };
  }
}
