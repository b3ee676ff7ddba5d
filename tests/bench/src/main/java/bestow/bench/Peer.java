package bestow.bench;

import static bestow.local.Stores.Fsync.ALWAYS;
import static bestow.local.Stores.Fsync.EVERYSEC;

import bestow.local.Doors;
import bestow.local.Home;
import bestow.local.LaunchException;
import bestow.local.Part;
import bestow.local.Room;
import bestow.local.Secrets;
import bestow.local.Stores;
import bestow.mesh.Ticker;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The same chain as a Spring Boot user would build it; tests/bench/peer has its code.
final class Peer implements Chain {
  private static final int GATEWAY = 9300;
  private static final int CONFIG = 9303;
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
  private static final List<String> ROLES =
      List.of("gateway", "session", "security", "config", "quota", "delivery", "reporting");
  private static final int PROVIDER = 9310;
  private static final int STORES = 7300;

  private final Home home;
  private final Path java;
  private final Ticker ticker;
  private final Stores stores;

  /// @param java the program that runs it, with little heap but otherwise as it comes: with one
  ///     carrier, as ours run, it hangs
  /// @param random cryptographically strong
  Peer(Home home, Path java, Ticker ticker, RandomGenerator random) throws IOException {
    this.home = home;
    this.java = java;
    this.ticker = ticker;
    this.stores = new Stores(home, new Secrets(home.local("data/secrets"), random));
  }

  @Override
  public String name() {
    return "peer";
  }

  @Override
  public Parts parts() throws IOException {
    var services = new ArrayList<Part>();
    services.add(role("provider", PROVIDER, List.of("--peer.provider.ledger=ledger.jsonl")));
    var urls = new ArrayList<String>();
    for (var role : ROLES.subList(1, ROLES.size())) {
      services.add(role(role, port(role), List.of("--peer.urls.provider=" + at(PROVIDER))));
      urls.add("--peer.urls." + role + "=" + at(port(role)));
    }
    services.add(role("gateway", GATEWAY, urls));
    return new Parts(
        List.of(
            stores.redis("session", STORES + 1, EVERYSEC),
            stores.redis("security", STORES + 2, EVERYSEC),
            stores.redis("config", STORES + 3, ALWAYS),
            stores.redis("quota", STORES + 4, ALWAYS),
            stores.redis("delivery", STORES + 5, ALWAYS),
            stores.redis("reporting", STORES + 6, EVERYSEC)),
        services);
  }

  @Override
  public String provider() {
    return "provider-1";
  }

  @Override
  public List<String> open(int users) throws LaunchException, InterruptedException {
    try (var doors = new Doors(ticker)) {
      var published =
          doors.put(
              at(CONFIG).resolve("/v1/campaigns/bench"),
              Map.of("Content-Type", "application/json"),
              """
              {"campaign":"bench","from":"2020-01-01T00:00:00Z","to":"2099-01-01T00:00:00Z",
               "gifts":[{"gift":"vip","stock":10000000,"daily":10000000,"perUser":1000000}]}""");
      if (!published.isGood()) {
        throw new LaunchException("The peer's campaign was not published: " + published);
      }
      var tokens = new ArrayList<String>(users);
      for (int user = 0; user < users; user++) {
        var body = "{\"user\":\"bench-" + user + "\"}";
        var opened =
            doors.post(
                at(port("session")).resolve("/sessions"),
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8));
        var token = TOKEN.matcher(opened.body());
        if (!token.find()) {
          throw new LaunchException("The peer opened no session: " + opened);
        }
        tokens.add(token.group(1));
      }
      return tokens;
    }
  }

  @Override
  public URI claims() {
    return at(GATEWAY).resolve("/v1/claims");
  }

  @Override
  public String claim() {
    return "{\"campaign\":\"bench\",\"gift\":\"vip\"}";
  }

  private Part role(String name, int port, List<String> more) throws IOException {
    var jar = home.root().resolve("tests/bench/peer/target/peer.jar");
    var command =
        Stream.of(
                Stream.of(java.toString(), "-XX:+UseSerialGC", "-Xmx256m", "-jar", jar.toString()),
                Stream.of("--role=" + name, "--server.port=" + port),
                // On a busy machine its usual 5 s would open its breakers, and a breaker that is
                // open answers cheaply.
                Stream.of("--spring.http.clients.read-timeout=15s", "--peer.redis.timeout=15s"),
                more.stream())
            .flatMap(arguments -> arguments)
            .toList();
    var environment = new HashMap<String, String>();
    int place = ROLES.indexOf(name);
    if (place > 0) {
      environment.put("PEER_REDIS_PORT", Integer.toString(STORES + place));
      environment.put("PEER_REDIS_USER", name);
      environment.put("PEER_REDIS_PASSWORD", stores.password(name));
    }
    return new Part(
        name.equals("gateway") ? Room.EDGE : Room.SERVICE,
        name,
        1,
        command,
        environment,
        List.of(port),
        at(port).resolve("/actuator/health"));
  }

  private static int port(String role) {
    return GATEWAY + ROLES.indexOf(role);
  }

  private static URI at(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
