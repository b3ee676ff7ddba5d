package bestow.server;

import bestow.wire.Problem;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// Stands at a door that only those may pass who know a secret: `Authorization: Bearer` and the
/// secret itself. Compares in a time that tells nothing. Safe for use by many threads.
public final class Guard {

  private static final Header BEARER =
      HeaderValues.createCached(HeaderNames.WWW_AUTHENTICATE, "Bearer");
  private static final String SCHEME = "Bearer ";
  private static final Problem UNKNOWN =
      Problem.of(
          401,
          "token-invalid",
          "No valid token",
          "This door takes Authorization: Bearer and the token of the platform's operators.");

  private final byte[] secret;

  /// A guard for one secret.
  ///
  /// @throws IllegalArgumentException where the secret is shorter than 16 characters: it could be
  ///     guessed
  public Guard(Secret secret) {
    if (secret.reveal().length() < 16) {
      throw new IllegalArgumentException("A door's token has at least 16 characters");
    }
    this.secret = secret.reveal().getBytes(StandardCharsets.UTF_8);
  }

  /// The door, guarded: others are answered 401 before anything of theirs is read.
  public Handler at(Handler door) {
    return (request, response) -> {
      if (knows(request)) {
        door.handle(request, response);
      } else {
        Reply.problem(response.header(BEARER).header(HeaderValues.CONNECTION_CLOSE), UNKNOWN);
      }
    };
  }

  private boolean knows(ServerRequest request) {
    var shown = request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
    return shown.startsWith(SCHEME)
        && MessageDigest.isEqual(
            shown.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8), secret);
  }
}
