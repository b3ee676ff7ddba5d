package bestow.flow;

import bestow.testing.ApiClient;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Somebody who writes and publishes campaigns.
final class Operator implements AutoCloseable {
  private static final Map<String, String> TOKEN =
      Map.of("Authorization", "Bearer " + House.OPERATOR_TOKEN);

  private final ApiClient config;

  Operator(int configPort) {
    this.config = ApiClient.of(configPort);
  }

  /// Writes a new campaign and publishes it.
  void publish(String id, String yaml) {
    var path = "/v1/campaigns/" + id;
    var headers = new HashMap<>(TOKEN);
    headers.put("Content-Type", "application/yaml");
    var draft = config.send("PUT", path, headers, yaml.getBytes(StandardCharsets.UTF_8));
    if (draft.status() / 100 != 2) throw new AssertionError("not taken: " + draft);
    var match = new HashMap<>(TOKEN);
    match.put("If-Match", draft.header("etag").orElseThrow());
    var published = config.send("POST", path + "/publish", match);
    if (published.status() / 100 != 2) throw new AssertionError("not published: " + published);
  }

  @Override
  public void close() {
    config.close();
  }
}
