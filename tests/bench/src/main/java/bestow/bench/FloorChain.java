package bestow.bench;

import static bestow.local.Stores.Fsync.ALWAYS;
import static bestow.local.Stores.Fsync.EVERYSEC;

import bestow.local.Home;
import bestow.local.Jvm;
import bestow.local.Part;
import bestow.local.Room;
import bestow.local.Secrets;
import bestow.local.Stores;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The floor's processes: as many as ours, each with a store of its own, and no logic.
final class FloorChain implements Chain {
  private static final int FIRST = 9200;
  private static final int PROVIDER = 9210;
  private static final int STORES = 7200;

  private final Home home;
  private final Jvm jvm;
  private final Stores stores;

  /// @param random cryptographically strong
  FloorChain(Home home, Jvm jvm, RandomGenerator random) throws IOException {
    this.home = home;
    this.jvm = jvm;
    this.stores = new Stores(home, new Secrets(home.local("data/secrets"), random));
  }

  @Override
  public String name() {
    return "floor";
  }

  @Override
  public Parts parts() throws IOException {
    var services = new ArrayList<Part>();
    services.add(sandbox());
    for (var service : List.of("session", "security", "quota", "delivery", "reporting")) {
      services.add(service(service, Map.of("FLOOR_REDIS_PASSWORD", stores.password(service))));
    }
    services.add(service("gateway", Map.of()));
    return new Parts(
        List.of(
            stores.redis("session", STORES + 1, EVERYSEC),
            stores.redis("security", STORES + 2, EVERYSEC),
            stores.redis("quota", STORES + 3, ALWAYS),
            stores.redis("delivery", STORES + 4, ALWAYS),
            stores.redis("reporting", STORES + 5, EVERYSEC)),
        services);
  }

  @Override
  public String provider() {
    return "sandbox-provider-1";
  }

  @Override
  public List<String> open(int users) {
    return Collections.nCopies(users, "t".repeat(43));
  }

  @Override
  public URI claims() {
    return URI.create("http://127.0.0.1:" + FIRST + "/v1/claims");
  }

  @Override
  public String claim() {
    return "{\"campaign\":\"bench\",\"gift\":\"vip-day\"}";
  }

  private Part service(String name, Map<String, String> environment) {
    int place =
        List.of("gateway", "session", "security", "quota", "delivery", "reporting").indexOf(name);
    var command = new ArrayList<>(jvm.main(home.jar("tests/bench"), Floor.class));
    command.addAll(
        List.of(
            name,
            Integer.toString(FIRST),
            Integer.toString(PROVIDER),
            Integer.toString(STORES + place)));
    int port = FIRST + place;
    return new Part(
        name.equals("gateway") ? Room.EDGE : Room.SERVICE,
        name,
        1,
        command,
        environment,
        List.of(port),
        URI.create("http://127.0.0.1:" + port + "/health/ready"));
  }

  private Part sandbox() {
    return new Part(
        Room.SERVICE,
        "sandbox-provider",
        1,
        jvm.jar(home.jar("infra/sandbox-provider")),
        Map.of(
            "BESTOW_SERVER_PORT", Integer.toString(PROVIDER),
            "BESTOW_ADMIN_PORT", Integer.toString(PROVIDER + 1),
            "BESTOW_LEDGER_FILE", "ledger.jsonl"),
        List.of(PROVIDER, PROVIDER + 1),
        URI.create("http://127.0.0.1:" + PROVIDER + "/health/ready"));
  }
}
