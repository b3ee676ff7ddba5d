package bestow.drills;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// What stands before the gateways: goes round those that are ready, and where nobody listens takes
/// the next. For any number of threads.
final class Edge implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<URI> gateways;
  private final Set<URI> starting = ConcurrentHashMap.newKeySet();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  Edge(List<URI> gateways) {
    this.gateways = List.copyOf(gateways);
  }

  /// Passes by a gateway that listens before it is ready.
  void starts(URI gateway) {
    starting.add(gateway);
  }

  /// Takes it again.
  void isReady(URI gateway) {
    starting.remove(gateway);
  }

  /// Claims for a user.
  ///
  /// @param turn whose turn it is among the gateways
  /// @throws IOException when the connection broke before an answer
  HttpResponse<String> claim(long turn, String token, String claim)
      throws IOException, InterruptedException {
    for (int i = 0; ; i++) {
      var gateway = gateways.get((int) ((turn + i) % gateways.size()));
      boolean last = i == gateways.size() - 1;
      if (!last && starting.contains(gateway)) {
        continue;
      }
      try {
        return client.send(request(gateway, token, claim), HttpResponse.BodyHandlers.ofString());
      } catch (ConnectException nobody) {
        if (last) {
          throw nobody;
        }
      }
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private static HttpRequest request(URI gateway, String token, String claim) {
    return HttpRequest.newBuilder(gateway.resolve("/v1/claims"))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(claim))
        .build();
  }
}
