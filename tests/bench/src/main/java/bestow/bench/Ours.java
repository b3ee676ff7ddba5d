package bestow.bench;

import bestow.local.Doors;
import bestow.local.Home;
import bestow.local.Issuer;
import bestow.local.LaunchException;
import bestow.local.Launcher;
import bestow.local.Options;
import bestow.local.Publication;
import bestow.local.Secrets;
import bestow.mesh.Ticker;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Bestow as `make run` starts it: what is measured.
final class Ours implements Chain {
  private final Home home;
  private final InstantSource clock;
  private final Ticker ticker;
  private final String operatorToken;
  private final Launcher launcher;

  /// @param random cryptographically strong
  Ours(Home home, InstantSource clock, Ticker ticker, RandomGenerator random) throws IOException {
    this.home = home;
    this.clock = clock;
    this.ticker = ticker;
    this.operatorToken = Secrets.fresh(random);
    this.launcher =
        new Launcher(
            home, new Secrets(home.local("data/secrets"), random), Options.BARE, operatorToken);
  }

  @Override
  public String name() {
    return "ours";
  }

  @Override
  public Parts parts() throws IOException, GeneralSecurityException {
    return new Parts(launcher.stores(), launcher.services(issuer()));
  }

  @Override
  public String provider() {
    return "sandbox-provider-1";
  }

  @Override
  public List<String> open(int users)
      throws LaunchException, IOException, GeneralSecurityException, InterruptedException {
    var issuer = issuer();
    try (var doors = new Doors(ticker)) {
      var gateway = launcher.addresses().gateway();
      var publication =
          new Publication(doors, ticker, launcher.addresses().config(), operatorToken);
      publication.publish("bench", file());
      publication.awaitPush(gateway, "bench");
      var tokens = new ArrayList<String>(users);
      for (int user = 0; user < users; user++) {
        var jwt = issuer.token("bench-" + user, clock);
        tokens.add(doors.signIn(gateway, jwt));
      }
      return tokens;
    }
  }

  @Override
  public URI claims() {
    return launcher.addresses().gateway().resolve("/v1/claims");
  }

  @Override
  public String claim() {
    return "{\"campaign\":\"bench\",\"gift\":\"vip-day\"}";
  }

  private Issuer issuer() throws IOException, GeneralSecurityException {
    return Issuer.open(home.local("identity"));
  }

  private String file() {
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return """
    campaign: bench
    window: {from: %s, to: %s}
    gifts:
      - {gift: vip-day, provider: sandbox, stock: 50000000, perUser: {limit: 1000, per: campaign}, mode: sync}
    providers:
      - provider: sandbox
        endpoint: %s
        idempotency: order-number
        timeouts: {connect: 1s, write: 1s, read: 4s}
        readTimeoutCap: 2
        lane: fast
        promise: 30m
    security:
      thresholds:
        - {dimension: user, limit: 1000000, within: 60s, beyond: refuse}
        - {dimension: ip, limit: 1000000, within: 60s, beyond: refuse}
    """
        .formatted(
            now.minus(1, ChronoUnit.HOURS),
            now.plus(1, ChronoUnit.DAYS),
            launcher.addresses().provider().resolve("/gifts"));
  }
}
