package bestow.delivery;

import bestow.mesh.Mesh;
import bestow.server.Running;
import bestow.server.Settings;
import bestow.server.StartException;
import bestow.testing.ApiClient;
import bestow.testing.Eventually;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Provider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Delivery as it runs, over a real Redis and real HTTP, with a config that a test commands.
final class DeliveryFixture implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(30);

  private final FakeConfig config = new FakeConfig();
  private final FakeQuota quota = new FakeQuota();
  private final Running delivery;
  private final ApiClient client;

  private DeliveryFixture(RedisFixture redis, Path folder, Map<String, String> more)
      throws StartException {
    var settings = new HashMap<String, String>();
    settings.put("server.port", "0");
    settings.put("consul.registers", "false");
    settings.put("drain.wait", "0ms");
    settings.put("redis.port", Integer.toString(redis.redis().port()));
    settings.put("redis.user", "");
    settings.put("config.copies", folder.resolve("config").toString());
    settings.put("discovery.snapshots", folder.resolve("discovery").toString());
    settings.put("provider.allow-loopback", "true");
    // Nothing goes on by itself but where a test wants it to.
    settings.put("sweep.every", "10m");
    settings.putAll(more);
    delivery =
        Main.SERVICE.start(
            Settings.of(settings),
            DeliverySettings::from,
            (own, platform) -> {
              var telemetry = platform.telemetry().api();
              var mesh = Mesh.open(own.mesh(), telemetry, platform.ticker(), platform.random());
              platform.closing("mesh", mesh);
              return Main.wire(own, platform, mesh, new Others(config, quota));
            });
    client = ApiClient.of(delivery.port());
    Eventually.within(
        LIMIT,
        () -> client.post("/v1/order", look(Samples.number(), 0)).status() == 200,
        "delivery reaches its store");
  }

  /// Returns once delivery knows what is published at that version: then it knows that a gift of
  /// which nobody has heard is none.
  void awaitPublished(int version) {
    var unknown = request(Samples.number()).replace("vip-day", "car");
    var asked = unknown.replace("\"version\":1", "\"version\":" + version);
    Eventually.within(
        LIMIT,
        () -> client.post("/v1/deliver", asked).status() == 404,
        "version " + version + " is known");
  }

  /// Delivery with one provider at that port, at version 1 of what is published.
  static DeliveryFixture start(
      RedisFixture redis, Path folder, int providerPort, Idempotency idempotency)
      throws StartException {
    return start(redis, folder, provider(providerPort, idempotency), Map.of());
  }

  static DeliveryFixture start(
      RedisFixture redis, Path folder, Provider provider, Map<String, String> settings)
      throws StartException {
    var fixture = new DeliveryFixture(redis, folder, settings);
    fixture.config.publish(Samples.published(1, provider));
    return fixture;
  }

  /// Delivery whose config is gone.
  static DeliveryFixture gone(RedisFixture redis, Path folder, Map<String, String> settings)
      throws StartException {
    var fixture = new DeliveryFixture(redis, folder, settings);
    fixture.config.close();
    return fixture;
  }

  static Provider provider(int port, Idempotency idempotency) {
    return Samples.provider("http://127.0.0.1:" + port + "/gifts", idempotency);
  }

  ApiClient client() {
    return client;
  }

  FakeConfig config() {
    return config;
  }

  FakeQuota quota() {
    return quota;
  }

  ApiClient.Answer deliver(OrderNumber number) {
    return client.post("/v1/deliver", request(number));
  }

  /// Delivers within so many milliseconds.
  ApiClient.Answer deliver(OrderNumber number, int millis) {
    return client.send(
        "POST",
        "/v1/deliver",
        Map.of("Bestow-Deadline-Ms", Integer.toString(millis)),
        request(number));
  }

  ApiClient.Answer order(OrderNumber number, int waitMillis) {
    return client.post("/v1/order", look(number, waitMillis));
  }

  /// Asks what is to become of the order's stock.
  ApiClient.Answer question(OrderNumber number) {
    return client.post("/v1/questions", question(number, "alice"));
  }

  static String question(OrderNumber number, String user) {
    return "{\"orders\":[{\"order\":\"%s\",\"user\":\"%s\",\"campaign\":\"spring\",\"gift\":\"vip-day\"}]}"
        .formatted(number, user);
  }

  static String request(OrderNumber number) {
    return "{\"order\":\"%s\",\"user\":\"alice\",\"campaign\":\"spring\",\"gift\":\"vip-day\",\"version\":1}"
        .formatted(number);
  }

  static String look(OrderNumber number, int waitMillis) {
    return "{\"order\":\"%s\",\"waitMillis\":%d}".formatted(number, waitMillis);
  }

  /// Drains and stops it; its client stays.
  void stop() {
    delivery.stop();
  }

  @Override
  public void close() {
    client.close();
    config.close();
    delivery.close();
  }
}
