package bestow.flow;

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
import java.util.Set;

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
  private final ConsulProcess consul;
  private final Issuer issuer;

  private House(Path folder, int replicas, Map<String, String> everywhere) {
    this.folder = folder;
    this.everywhere = Map.copyOf(everywhere);
    this.issuer = new Issuer(folder.resolve("keys.json"));
    this.consul = ConsulProcess.start();
    for (String name : SERVICES.keySet()) {
      if (!Set.of("gateway", "provider").contains(name)) stores.put(name, store(name));
    }
    SERVICES.forEach(
        (name, main) -> {
          var replicated = new ArrayList<ServiceProcess>();
          for (int i = 1; i <= (name.equals("provider") ? 1 : replicas); i++) {
            replicated.add(service(name, i, main));
          }
          services.put(name, replicated);
        });
    services.values().forEach(each -> each.forEach(ServiceProcess::awaitReady));
  }

  /// Starts everything, one instance each.
  static House start(Path folder) {
    return new House(folder, 1, Map.of());
  }

  /// Starts everything with so many instances of each service, and settings that all are told.
  static House start(Path folder, int replicas, Map<String, String> everywhere) {
    return new House(folder, replicas, everywhere);
  }

  /// One of a service's instances, from 1.
  ServiceProcess service(String name, int instance) {
    return services.get(name).get(instance - 1);
  }

  /// A service's own Redis.
  RedisProcess redis(String name) {
    return stores.get(name);
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

  /// Publishes a campaign, and returns when it can be claimed at every gateway.
  void publish(CampaignFile campaign) {
    try (var operator = new Operator(port("config", 1))) {
      operator.publish(campaign.id(), campaign.yaml(port("provider", 1)));
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
    services.values().forEach(each -> each.forEach(ServiceProcess::close));
    stores.values().forEach(RedisProcess::close);
    consul.close();
  }

  private RedisProcess store(String name) {
    var options = RedisOptions.DEFAULT.withUser(name, "secret-of-" + name);
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
      settings.put("redis.port", Integer.toString(stores.get(name).port()));
      settings.put("redis.password", "secret-of-" + name);
    }
    settings.putAll(everywhere);
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
