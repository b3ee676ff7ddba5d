package bestow.local;

import bestow.mesh.Ticker;
import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.gateway.ClaimRequest;
import bestow.wire.gateway.SessionAnswer;
import bestow.wire.gateway.SessionRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// The platform's doors as its users and operators pass them, over plain HTTP. A 503 with
/// `Retry-After`, which promises that nothing was begun, is tried again for a while: right after
/// the start everything is slower than the doors' budgets allow for.
public final class Doors implements AutoCloseable {
  private static final Codec<SessionRequest> SIGN_IN = Json.codec(SessionRequest.class);
  private static final Codec<SessionAnswer> SIGNED_IN = Json.codec(SessionAnswer.class);
  private static final Codec<ClaimRequest> CLAIM = Json.codec(ClaimRequest.class);
  // Longer than any door's own budget.
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  // What Retry-After says at the least; more often would look like an attack to security.
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final Ticker ticker;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /// @param ticker by which its patience runs
  public Doors(Ticker ticker) {
    this.ticker = ticker;
  }

  /// What a door said.
  public record Answer(int status, String body) {
    /// Whether it did what was asked.
    public boolean isGood() {
      return status / 100 == 2;
    }

    @Override
    public String toString() {
      return "HTTP " + status + " " + body.strip();
    }
  }

  /// Opens a session at a gateway and gives its token.
  public String signIn(URI gateway, String jwt) throws LaunchException, InterruptedException {
    var answer =
        post(gateway.resolve("/v1/sessions"), Map.of(), SIGN_IN.write(new SessionRequest(jwt)));
    if (!answer.isGood()) {
      throw new LaunchException("No session: " + gateway + " says " + answer);
    }
    try {
      return SIGNED_IN.read(answer.body().getBytes(StandardCharsets.UTF_8)).token();
    } catch (MalformedJsonException malformed) {
      throw new LaunchException("The gateway's answer is " + malformed.getMessage(), malformed);
    }
  }

  /// Claims a gift for whoever has the token.
  Answer claim(URI gateway, String token, ClaimRequest claim)
      throws LaunchException, InterruptedException {
    return post(
        gateway.resolve("/v1/claims"),
        Map.of("Authorization", "Bearer " + token),
        CLAIM.write(claim));
  }

  /// How a claim of whoever has the token stands; waits up to 20 s for its end.
  Answer awaitEnd(URI gateway, String token, String order)
      throws LaunchException, InterruptedException {
    var door = gateway.resolve("/v1/claims/" + order + "?wait=20s");
    return send(HttpRequest.newBuilder(door).header("Authorization", "Bearer " + token));
  }

  /// Asks for what a door shows.
  public Answer get(URI door) throws LaunchException, InterruptedException {
    return get(door, Map.of());
  }

  /// Asks for what a door shows to some.
  public Answer get(URI door, Map<String, String> headers)
      throws LaunchException, InterruptedException {
    var request = HttpRequest.newBuilder(door);
    headers.forEach(request::header);
    try {
      return send(request);
    } catch (LaunchException _) {
      // An idle connection that was closed just then; to ask again changes nothing.
      return send(request);
    }
  }

  /// Sends JSON.
  public Answer post(URI door, Map<String, String> headers, byte[] json)
      throws LaunchException, InterruptedException {
    return post(door, headers, "application/json", json);
  }

  /// Sends a body of that type.
  public Answer post(URI door, Map<String, String> headers, String type, byte[] body)
      throws LaunchException, InterruptedException {
    var request = HttpRequest.newBuilder(door).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    request.header("Content-Type", type);
    headers.forEach(request::header);
    return send(request);
  }

  /// Sends a file.
  public Answer put(URI door, Map<String, String> headers, String text)
      throws LaunchException, InterruptedException {
    var request = HttpRequest.newBuilder(door).PUT(HttpRequest.BodyPublishers.ofString(text));
    headers.forEach(request::header);
    return send(request);
  }

  @Override
  public void close() {
    client.close();
  }

  private Answer send(HttpRequest.Builder request) throws LaunchException, InterruptedException {
    var built = request.timeout(TIMEOUT).build();
    var start = ticker.nanos();
    try {
      var response = client.send(built, HttpResponse.BodyHandlers.ofString());
      while (mayRetry(response) && ticker.nanos() - start < PATIENCE.toNanos()) {
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
        response = client.send(built, HttpResponse.BodyHandlers.ofString());
      }
      return new Answer(response.statusCode(), response.body());
    } catch (IOException failed) {
      throw new LaunchException(built.uri() + " gave no answer: " + failed, failed);
    }
  }

  private static boolean mayRetry(HttpResponse<String> response) {
    return response.statusCode() == 503 && response.headers().firstValue("Retry-After").isPresent();
  }
}
