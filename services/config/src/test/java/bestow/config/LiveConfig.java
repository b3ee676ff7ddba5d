package bestow.config;

import bestow.server.Running;
import bestow.server.Service;
import bestow.server.Settings;
import bestow.server.StartException;
import bestow.testing.ApiClient;
import bestow.testing.Eventually;
import bestow.testing.RedisProcess;
import java.util.HashMap;
import java.util.Map;

/// The whole service in this process, on a port of its own.
final class LiveConfig implements AutoCloseable {
  static final String TOKEN = "the-operator-of-the-tests";

  private static final Map<String, String> OPERATOR = Map.of("Authorization", "Bearer " + TOKEN);

  private final Running running;
  private final ApiClient client;

  private LiveConfig(Running running, ApiClient client) {
    this.running = running;
    this.client = client;
  }

  /// Starts it on a real Redis and returns when it is ready.
  static LiveConfig start(RedisProcess redis) {
    return start(redis, Map.of("redis.timeout", "10s"));
  }

  /// The same with some settings of its own.
  static LiveConfig start(RedisProcess redis, Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("redis.user", "");
    settings.put("redis.port", Integer.toString(redis.port()));
    settings.put("redis.connect-timeout", "10s");
    return start(settings, Main::wire);
  }

  /// Starts it on a store in memory and returns when it is ready.
  static LiveConfig start(ConfigStore store, Map<String, String> more) {
    return start(more, (settings, platform) -> Main.doors(store, settings, platform));
  }

  private static LiveConfig start(Map<String, String> more, Service.Wiring<ConfigSettings> wiring) {
    var settings =
        new HashMap<>(
            Map.of(
                "operator.token", TOKEN,
                "server.port", "0",
                "consul.registers", "false",
                "drain.wait", "0s",
                "published.interval", "20ms"));
    settings.putAll(more);
    try {
      var running = Main.service().start(Settings.of(settings), ConfigSettings::from, wiring);
      var live = new LiveConfig(running, ApiClient.of(running.port()));
      Eventually.within(StoreFixture.SOON, live::ready, "config is ready");
      return live;
    } catch (StartException e) {
      throw new IllegalStateException(e.problems().toString(), e);
    }
  }

  int port() {
    return running.port();
  }

  boolean ready() {
    return Http.get(port(), "/health/ready").status() == 200;
  }

  /// Asks without a token.
  ApiClient anybody() {
    return client;
  }

  ApiClient.Answer get(String path) {
    return client.send("GET", path, OPERATOR);
  }

  ApiClient.Answer put(String path, byte[] file, Map<String, String> headers) {
    return client.send("PUT", path, with("Content-Type", "application/yaml", headers), file);
  }

  ApiClient.Answer put(String id, String file) {
    return put("/v1/campaigns/" + id, Samples.bytes(file), Map.of());
  }

  ApiClient.Answer put(String id, String file, String tag) {
    return put("/v1/campaigns/" + id, Samples.bytes(file), Map.of("If-Match", tag));
  }

  ApiClient.Answer publish(String id, String tag) {
    return post("/v1/campaigns/" + id + "/publish", Map.of("If-Match", tag));
  }

  ApiClient.Answer post(String path, Map<String, String> headers) {
    return client.send("POST", path, with("Authorization", "Bearer " + TOKEN, headers));
  }

  @Override
  public void close() {
    client.close();
    running.close();
  }

  private static Map<String, String> with(String name, String value, Map<String, String> headers) {
    var all = new HashMap<>(OPERATOR);
    all.put(name, value);
    all.putAll(headers);
    return all;
  }
}
