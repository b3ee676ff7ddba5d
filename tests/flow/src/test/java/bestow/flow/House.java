package bestow.flow;

import bestow.testing.ApiClient;
import bestow.testing.ConsulProcess;
import bestow.testing.Eventually;
import bestow.testing.FreePort;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/// The whole platform on this machine: real Redis, real Consul, every service a process of its own,
/// and an outside provider. Ports are any that are free; all of it is gone when it is closed.
final class House implements AutoCloseable {
  static final String OPERATOR_TOKEN = "an-operators-token";
  private static final Set<String> DURABLE = Set.of("config", "quota", "delivery");
  private static final Map<String, Class<?>> SERVICES = services();

  private final Path folder;
  private final Map<String, String> everywhere;
  private final Map<String, RedisProcess> stores = new LinkedHashMap<>();
  private final Map<String, List<ServiceProcess>> services = new LinkedHashMap<>();
  private final Map<String, Integer> ports = new HashMap<>();
  private final Set<String> watched;
  private final Map<String, String> clusters;
  private final Map<String, Hop> ways = new HashMap<>();
  private final ConsulProcess consul;
  private final Issuer issuer;

  private House(Path folder, Plan plan) {
    this.folder = folder;
    this.everywhere = Map.copyOf(plan.everywhere());
    this.watched = Set.copyOf(plan.watched());
    this.clusters = Map.copyOf(plan.clusters());
    this.issuer = new Issuer(folder.resolve("keys.json"));
    this.consul = ConsulProcess.start();
    for (String name : SERVICES.keySet()) {
      if (!Set.of("gateway", "provider").contains(name) && !clusters.containsKey(name)) {
        stores.put(name, store(name, plan));
      }
    }
    SERVICES.forEach(
        (name, main) -> {
          var replicated = new ArrayList<ServiceProcess>();
          for (int i = 1; i <= plan.replicas().applyAsInt(name); i++) {
            replicated.add(service(name, i, main));
          }
          services.put(name, replicated);
        });
    services.values().forEach(each -> each.forEach(ServiceProcess::awaitReady));
  }

  /// Starts everything, one instance each.
  static House start(Path folder) {
    return start(folder, 1, Map.of());
  }

  /// Starts everything with so many instances of each service, and settings that all are told.
  static House start(Path folder, int replicas, Map<String, String> everywhere) {
    return new House(
        folder, Plan.of(everywhere).replicas(name -> name.equals("provider") ? 1 : replicas));
  }

  /// Starts everything with two instances of these services and one of the others.
  static House start(Path folder, Set<String> doubled, Map<String, String> everywhere) {
    return new House(folder, Plan.of(everywhere).replicas(name -> doubled.contains(name) ? 2 : 1));
  }

  /// Starts everything, one instance each, with a [Hop] on the way to these: services, or stores as
  /// in `redis-quota`.
  static House watched(Path folder, Set<String> watched, Map<String, String> everywhere) {
    return new House(folder, new Plan(_ -> 1, everywhere, watched, Map.of(), Map.of()));
  }

  /// Starts everything, one instance each, with stores that may lose their power.
  static House unplugged(Path folder, PowerLoss power, Map<String, String> everywhere) {
    return new House(folder, new Plan(_ -> 1, everywhere, Set.of(), power.environment(), Map.of()));
  }

  /// Starts everything, one instance each, some services over somebody's Redis Clusters.
  ///
  /// @param clusters some nodes of each, by the service's name
  static House clustered(
      Path folder, Map<String, String> clusters, Map<String, String> everywhere) {
    return new House(folder, new Plan(_ -> 1, everywhere, Set.of(), Map.of(), clusters));
  }

  /// What is to run.
  ///
  /// @param replicas how many instances of a service
  /// @param everywhere settings that all are told
  /// @param watched to what there is a [Hop] on the way
  /// @param stores what the process of each store is told
  /// @param clusters some nodes of the Redis Cluster of those services that have one
  private record Plan(
      ToIntFunction<String> replicas,
      Map<String, String> everywhere,
      Set<String> watched,
      Map<String, String> stores,
      Map<String, String> clusters) {
    static Plan of(Map<String, String> everywhere) {
      return new Plan(_ -> 1, everywhere, Set.of(), Map.of(), Map.of());
    }

    Plan replicas(ToIntFunction<String> other) {
      return new Plan(other, everywhere, watched, stores, clusters);
    }
  }

  /// One of a service's instances, from 1.
  ServiceProcess service(String name, int instance) {
    return services.get(name).get(instance - 1);
  }

  /// A service's own Redis.
  RedisProcess redis(String name) {
    return stores.get(name);
  }

  /// The way to a service, or to a store as in `redis-quota`.
  Hop way(String name) {
    return Optional.ofNullable(ways.get(name)).orElseThrow();
  }

  ConsulProcess consul() {
    return consul;
  }

  Issuer issuer() {
    return issuer;
  }

  /// Where an instance listens.
  int port(String name, int instance) {
    return ports.get(name + "-" + instance);
  }

  /// Where the provider is looked after.
  int providerAdminPort() {
    return ports.get("provider-admin");
  }

  /// Has the provider misbehave.
  ///
  /// @param faults in the words of its `PUT /faults`; empty for none any more
  void misbehave(String faults) {
    try (var admin = ApiClient.of(providerAdminPort())) {
      var headers = Map.of("Content-Type", "application/json");
      var answer =
          faults.isEmpty()
              ? admin.send("DELETE", "/faults", headers)
              : admin.send("PUT", "/faults", headers, faults);
      if (answer.status() / 100 != 2) throw new AssertionError("no faults: " + answer);
    }
  }

  /// Publishes a campaign, and returns when it can be claimed at every gateway.
  void publish(CampaignFile campaign) {
    try (var operator = new Operator(port("config", 1))) {
      operator.publish(campaign.id(), campaign.yaml(portFor("provider")));
    }
    for (int i = 1; i <= services.get("gateway").size(); i++) {
      var visitor = new Visitor(port("gateway", i), "");
      Eventually.within(
          Duration.ofSeconds(20),
          () -> visitor.get("/v1/campaigns/" + campaign.id()).status() == 200,
          "gateway has its copy of " + campaign.id());
    }
  }

  /// A user who has signed in through the first gateway.
  Visitor signIn(String user) {
    return Visitor.signIn(port("gateway", 1), issuer.token(user));
  }

  /// What the judge of all has to say: the ledger of the provider, and the others.
  Ledgers ledgers() {
    return new Ledgers(this);
  }

  @Override
  public void close() {
    service("delivery", 1).teach();
    services.values().forEach(each -> each.forEach(ServiceProcess::close));
    stores.values().forEach(RedisProcess::close);
    ways.values().forEach(Hop::close);
    consul.close();
  }

  // Where those who call it find it.
  private int portFor(String name) {
    return ways.containsKey(name) ? way(name).port() : port(name, 1);
  }

  private int portOfStore(String name) {
    int port = stores.get(name).port();
    return watched.contains("redis-" + name)
        ? ways.computeIfAbsent("redis-" + name, _ -> Hop.before(port)).port()
        : port;
  }

  /// Puts a way before a service: into the registry, in its place.
  private void watch(String name, int port) {
    var way = Hop.before(port);
    ways.put(name, way);
    if (!name.equals("provider")) way.register(name, consul);
  }

  private static RedisProcess store(String name, Plan plan) {
    var options = RedisOptions.DEFAULT.withUser(name, "secret-of-" + name);
    for (var variable : plan.stores().entrySet()) {
      options = options.withEnvironment(variable.getKey(), variable.getValue());
    }
    return RedisProcess.start(DURABLE.contains(name) ? options.withFsyncAlways() : options);
  }

  private ServiceProcess service(String name, int instance, Class<?> main) {
    int port = FreePort.next();
    ports.put(name + "-" + instance, port);
    var home = folder.resolve(name + "-" + instance);
    var settings = new HashMap<String, String>();
    settings.put("server.port", Integer.toString(port));
    settings.put("consul.port", Integer.toString(consul.port()));
    settings.put("consul.check-interval", "500ms");
    settings.put("discovery.snapshots", home.resolve("discovery").toString());
    settings.put("config.copies", home.resolve("copies").toString());
    settings.put("operator.token", OPERATOR_TOKEN);
    settings.put("quota.order-secret", "a-secret-of-at-least-32-characters");
    settings.put("identity.issuer", Issuer.NAME);
    settings.put("identity.keys", issuer.keys().toString());
    settings.put("provider.allow-loopback", "true");
    // Wide budgets: these tests judge what is done, not how fast on a busy machine.
    for (String callee : List.of("session", "security", "quota")) {
      settings.put("callee." + callee + ".read", "5s");
      settings.put("callee." + callee + ".total", "6s");
    }
    settings.put("redis.timeout", "5s");
    settings.put("claim.time", "20s");
    settings.put("ledger.file", home.resolve("ledger.jsonl").toString());
    if (stores.containsKey(name)) {
      settings.put("redis.port", Integer.toString(portOfStore(name)));
      settings.put("redis.password", "secret-of-" + name);
    }
    if (clusters.containsKey(name)) {
      settings.putAll(Map.of("redis.user", "", "redis.cluster", clusters.get(name)));
      settings.put("redis.replica-timeout", "1s");
    }
    settings.putAll(everywhere);
    if (watched.contains(name)) {
      watch(name, port);
      settings.put("consul.registers", "false");
    }
    int health = port;
    if (name.equals("provider")) {
      health = FreePort.next();
      ports.put("provider-admin", health);
      settings.put("admin.port", Integer.toString(health));
    }
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for " + name, e);
    }
    return new ServiceProcess(name, main, home, health, settings);
  }

  private static Map<String, Class<?>> services() {
    var services = new LinkedHashMap<String, Class<?>>();
    services.put("session", bestow.session.Main.class);
    services.put("security", bestow.security.Main.class);
    services.put("config", bestow.config.Main.class);
    services.put("quota", bestow.quota.Main.class);
    services.put("delivery", bestow.delivery.Main.class);
    services.put("reporting", bestow.reporting.Main.class);
    services.put("provider", bestow.sandbox.Main.class);
    services.put("gateway", bestow.gateway.Main.class);
    return services;
  }
}
