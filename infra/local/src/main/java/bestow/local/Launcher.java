package bestow.local;

import static bestow.local.Stores.Fsync.ALWAYS;
import static bestow.local.Stores.Fsync.EVERYSEC;

import bestow.local.Service.Second;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The table of what runs: everything that `make run` starts, with its port and what it is told.
public final class Launcher {
  private static final int CONSUL = 8500;
  private static final int GATEWAY = 8100;
  private static final int SECURITY = 8102;
  private static final int CONFIG = 8103;
  private static final int QUOTA = 8104;
  private static final int DELIVERY = 8105;
  private static final int REPORTING = 8106;
  private static final int PROVIDER = 8110;
  private static final int QUOTA_CLUSTER = 7141;
  private static final int DELIVERY_CLUSTER = 7151;
  private static final int ZIPKIN = 9411;
  private static final int BRIDGE = 4318;
  private static final String PARTNER = "shop";

  private final Home home;
  private final Secrets secrets;
  private final Options options;
  private final String operatorToken;
  private final Stores stores;
  private final Jvm jvm = new Jvm(Path.of(System.getProperty("java.home")));

  /// @param operatorToken what its operators' doors ask for
  public Launcher(Home home, Secrets secrets, Options options, String operatorToken) {
    this.home = home;
    this.secrets = secrets;
    this.options = options;
    this.operatorToken = operatorToken;
    this.stores = new Stores(home, secrets);
  }

  /// Who looks on, if that is wanted.
  List<Part> observers() {
    if (!options.traces()) {
      return List.of();
    }
    return List.of(
        new Zipkin(home, jvm).server(ZIPKIN), new Zipkin(home, jvm).bridge(BRIDGE, at(ZIPKIN)));
  }

  /// What services need before they start: the registry, and a store of its own for each.
  public List<Part> stores() throws IOException {
    var all =
        new ArrayList<>(
            List.of(
                stores.consul(CONSUL),
                stores.redis("session", 7101, EVERYSEC),
                stores.redis("security", 7102, EVERYSEC),
                stores.redis("config", 7103, ALWAYS),
                stores.redis("reporting", 7106, EVERYSEC)));
    if (options.cluster()) {
      all.addAll(stores.cluster("quota", QUOTA_CLUSTER));
      all.addAll(stores.cluster("delivery", DELIVERY_CLUSTER));
    } else {
      all.add(stores.redis("quota", 7104, ALWAYS));
      all.add(stores.redis("delivery", 7105, ALWAYS));
    }
    return all;
  }

  /// Makes clusters of those stores that are to be some, once they run.
  public void join(Joining joining) throws LaunchException, IOException, InterruptedException {
    if (options.cluster()) {
      joining.join("quota", QUOTA_CLUSTER);
      joining.join("delivery", DELIVERY_CLUSTER);
    }
  }

  /// The services, and the outside provider that they deliver through, process by process.
  public List<Part> services(Issuer issuer) throws IOException {
    return table(issuer).stream().map(Service::parts).flatMap(List::stream).toList();
  }

  /// The same as a table.
  public List<Service> table(Issuer issuer) throws IOException {
    return List.of(
        provider("sandbox-provider", PROVIDER).with("ledger.file", "ledger.jsonl"),
        service("session", 8101)
            .with("identity.issuer", Issuer.NAME)
            .with("identity.audience", Issuer.AUDIENCE)
            .with("identity.keys", issuer.keys().toUri()),
        service("security", SECURITY)
            .with("partners", PARTNER)
            .with("partner." + PARTNER + ".secret", partnerSecret())
            .with("partner." + PARTNER + ".campaigns", "*"),
        service("config", CONFIG),
        spread("quota", QUOTA, QUOTA_CLUSTER)
            .with("quota.order-secret", secrets.secret("quota.order")),
        spread("delivery", DELIVERY, DELIVERY_CLUSTER).with("provider.allow-loopback", true),
        service("reporting", REPORTING),
        gateway("gateway", GATEWAY));
  }

  /// Where scripts find what they need.
  Map<String, String> environment() throws IOException {
    var environment = new LinkedHashMap<String, String>();
    environment.put("BESTOW_URL", at(GATEWAY).toString());
    environment.put("BESTOW_CONFIG_URL", at(CONFIG).toString());
    environment.put("BESTOW_SECURITY_URL", at(SECURITY).toString());
    environment.put("BESTOW_PARTNER_SECRET", partnerSecret());
    environment.put("BESTOW_QUOTA_URL", at(QUOTA).toString());
    environment.put("BESTOW_DELIVERY_URL", at(DELIVERY).toString());
    environment.put("BESTOW_REPORTING_URL", at(REPORTING).toString());
    environment.put("BESTOW_PROVIDER_URL", at(PROVIDER).toString());
    environment.put("BESTOW_PROVIDER_ADMIN_URL", at(PROVIDER + Second.ADMIN.distance()).toString());
    environment.put("BESTOW_OPERATOR_TOKEN", operatorToken);
    environment.put("CONSUL_HTTP_ADDR", at(CONSUL).toString());
    return environment;
  }

  /// Where a person looks.
  Map<String, String> sights() {
    var sights = new LinkedHashMap<String, String>();
    sights.put("Gateway", at(GATEWAY) + "   doors in /openapi.yaml, metrics on port + 1000");
    sights.put("Config", at(CONFIG) + "   for operators; the token is in .local/env");
    sights.put("Reporting", at(REPORTING) + "   counts per campaign");
    sights.put("Sandbox provider", at(PROVIDER) + "   GET /ledger, PUT /faults");
    sights.put("Consul", at(CONSUL) + "/ui");
    if (options.traces()) {
      sights.put("Zipkin", at(ZIPKIN) + "/zipkin");
    }
    return sights;
  }

  /// The doors that a claim passes, from its campaign to its delivery.
  public record Addresses(URI gateway, URI config, URI provider) {}

  /// Where those are.
  public Addresses addresses() {
    return new Addresses(at(GATEWAY), at(CONFIG), at(PROVIDER));
  }

  URI zipkin() {
    return at(ZIPKIN);
  }

  /// What the only partner of a local run signs with.
  private String partnerSecret() throws IOException {
    return secrets.secret("partner." + PARTNER);
  }

  private Service service(String name, int port) throws IOException {
    return meshed(Room.SERVICE, name, port).with("redis.password", stores.password(name));
  }

  /// One that may have a cluster.
  private Service spread(String name, int port, int cluster) throws IOException {
    var service = service(name, port);
    return options.cluster() ? service.with("redis.cluster", Joining.seeds(cluster)) : service;
  }

  private Service gateway(String name, int port) {
    return meshed(Room.EDGE, name, port);
  }

  /// There is one, for it stands for somebody else's.
  private Service provider(String name, int port) {
    var command = jvm.jar(home.jar("infra/" + name), options.caches());
    return new Service(Room.SERVICE, name, command, port, Second.ADMIN, 1, Map.of());
  }

  private Service meshed(Room room, String name, int port) {
    var command = jvm.jar(home.jar("services/" + name), options.caches());
    var service =
        new Service(room, name, command, port, Second.METRICS, options.replicas(), Map.of())
            .with("consul.port", CONSUL)
            .with("operator.token", operatorToken)
            .with("discovery.snapshots", "discovery")
            .with("config.copies", "config");
    return options.traces()
        ? service.with("trace.share", 1).with("OTEL_EXPORTER_OTLP_ENDPOINT", at(BRIDGE))
        : service;
  }

  private static URI at(int port) {
    return URI.create("http://127.0.0.1:" + port);
  }
}
