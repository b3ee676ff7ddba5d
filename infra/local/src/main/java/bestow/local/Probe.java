package bestow.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/// Asks a part whether it is ready. For any number of threads.
final class Probe implements AutoCloseable {
  // A part that is starting may be slow; a part that hangs must not hold up what is told of it.
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /// What it still lacks; empty once it is ready.
  Optional<String> lacks(URI ready) throws InterruptedException {
    try {
      return ready.getScheme().equals("redis") ? redis(ready) : http(ready);
    } catch (IOException failed) {
      return Optional.of("no answer at " + ready.getAuthority());
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private Optional<String> http(URI ready) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(ready).timeout(TIMEOUT).build();
    var response = client.send(request, HttpResponse.BodyHandlers.ofString());
    // Consul answers 200 with an empty list as long as it has no leader to ask.
    if (response.statusCode() == 200 && !response.body().strip().equals("[]")) {
      return Optional.empty();
    }
    return Optional.of("HTTP " + response.statusCode() + " " + response.body().strip());
  }

  private static Optional<String> redis(URI ready) throws IOException {
    try (var socket = new Socket()) {
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      socket.connect(
          new InetSocketAddress(ready.getHost(), ready.getPort()), (int) TIMEOUT.toMillis());
      socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
      var reply =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
      // Asking for a password is an answer too; only loading its data is none.
      return reply != null && (reply.startsWith("+PONG") || reply.startsWith("-NOAUTH"))
          ? Optional.empty()
          : Optional.of("Redis says " + reply);
    }
  }
}
