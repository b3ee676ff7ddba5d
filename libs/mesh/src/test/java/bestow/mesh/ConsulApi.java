package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.testing.ConsulProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;

/// What tests do to a real Consul from outside.
final class ConsulApi {

  private ConsulApi() {}

  /// Registers an instance of `bestow-peer` on loopback.
  static void register(ConsulProcess consul, String id, int port)
      throws IOException, InterruptedException {
    var json =
        """
        {"ID": "%s", "Name": "bestow-peer", "Address": "127.0.0.1", "Port": %d,
         "Tags": ["zone=a", "cluster=prod-1"]}"""
            .formatted(id, port);
    put(consul, "/v1/agent/service/register", json);
  }

  /// Makes Consul's catalogue forget these at once, which no agent asked for, and learn of one that
  /// is on another node: the agent would bring its own node's services back to what it knows, at a
  /// moment of its own.
  static void forget(ConsulProcess consul, List<String> ids, int port)
      throws IOException, InterruptedException {
    var acts =
        ids.stream()
            .map(
                id ->
                    """
                    {"Service": {"Verb": "delete", "Node": "test", "Service": {"ID": "%s",
                      "Service": "bestow-peer"}}}"""
                        .formatted(id))
            .collect(Collectors.joining(","));
    var learn =
        """
        {"Node": {"Verb": "set", "Node": {"Node": "elsewhere", "Address": "127.0.0.1"}}},
        {"Service": {"Verb": "set", "Node": "elsewhere", "Service": {"ID": "p-new",
          "Service": "bestow-peer", "Address": "127.0.0.1", "Port": %d,
          "Tags": ["zone=a", "cluster=prod-1"]}}}"""
            .formatted(port);
    put(consul, "/v1/txn", "[" + acts + "," + learn + "]");
  }

  /// Sends a PUT that Consul must accept.
  static void put(ConsulProcess consul, String path, String json)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(consul.uri().resolve(path))
              .PUT(HttpRequest.BodyPublishers.ofString(json))
              .build();
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer::body);
    }
  }
}
