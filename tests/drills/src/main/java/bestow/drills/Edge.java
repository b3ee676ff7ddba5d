package bestow.drills;

import bestow.mesh.Ticker;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/// What stands before the gateways: goes round those that are ready, gives a fresh one its share
/// little by little, and where nobody listens takes the next. For any number of threads.
final class Edge implements AutoCloseable {
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  // Without a factor in common with 100: neighbouring turns are far apart.
  private static final long SPREAD = 37;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<URI> gateways;
  private final Ticker ticker;
  private final Set<URI> starting = ConcurrentHashMap.newKeySet();
  private final Map<URI, Long> readyAt = new ConcurrentHashMap<>();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  Edge(List<URI> gateways, Ticker ticker) {
    this.gateways = List.copyOf(gateways);
    this.ticker = ticker;
  }

  /// Passes by a gateway that listens before it is ready.
  void starts(URI gateway) {
    starting.add(gateway);
  }

  /// Takes it again.
  void isReady(URI gateway) {
    readyAt.put(gateway, ticker.nanos());
    starting.remove(gateway);
  }

  /// Claims for a user.
  ///
  /// @param turn whose turn it is among the gateways
  /// @throws IOException when the connection broke before an answer
  HttpResponse<String> claim(long turn, String token, String claim)
      throws IOException, InterruptedException {
    return send(
        turn,
        "/v1/claims",
        request ->
            request
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(claim)));
  }

  /// Looks at claims for a user.
  ///
  /// @throws IOException when the connection broke before an answer
  HttpResponse<String> look(long turn, String token, String path)
      throws IOException, InterruptedException {
    return send(turn, path, request -> request.header("Authorization", "Bearer " + token));
  }

  private HttpResponse<String> send(long turn, String path, UnaryOperator<HttpRequest.Builder> what)
      throws IOException, InterruptedException {
    for (int i = 0; ; i++) {
      var gateway = gateways.get((int) ((turn + i) % gateways.size()));
      boolean last = i == gateways.size() - 1;
      if (!last && !takes(gateway, turn)) {
        continue;
      }
      try {
        var request = HttpRequest.newBuilder(gateway.resolve(path)).timeout(PATIENCE);
        return client.send(what.apply(request).build(), HttpResponse.BodyHandlers.ofString());
      } catch (ConnectException nobody) {
        if (last) {
          throw nobody;
        }
      }
    }
  }

  /// Whether a gateway gets this turn. One that has just started gets one in a hundred, then more
  /// and more of them.
  private boolean takes(URI gateway, long turn) {
    if (starting.contains(gateway)) {
      return false;
    }
    var since = readyAt.get(gateway);
    if (since == null) {
      return true;
    }
    double warm = (double) (ticker.nanos() - since) / WARM_UP.toNanos();
    return Math.floorMod(turn * SPREAD, 100L) < 1 + 100 * warm;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
