package bestow.server;

import bestow.wire.MalformedJsonException;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/// How a door takes a body: whole, as bytes, within a limit. A wrong media type is answered 415,
/// too long a body 413, one that does not arrive in time 408, and what the codec refuses 400,
/// before or without the door's own doing.
public final class Body {

  private static final String JSON = "application/json";
  private static final byte[] NOTHING = {};

  private Body() {}

  /// What a door does with a body.
  @FunctionalInterface
  public interface Taker {
    /// Does the work and answers.
    ///
    /// @param body the whole body; empty where there is none
    /// @throws MalformedJsonException where the body is not what it should be: answered 400 with
    ///     the exception's sentence
    void take(byte[] body, ServerRequest request, ServerResponse response)
        throws MalformedJsonException;
  }

  /// A door that takes JSON, as long as the listener allows.
  public static Handler json(Taker taker) {
    return of(Set.of(JSON), Integer.MAX_VALUE, taker);
  }

  /// A door that takes JSON of up to `bytesMax` bytes.
  public static Handler json(int bytesMax, Taker taker) {
    return of(Set.of(JSON), bytesMax, taker);
  }

  /// A door that takes any of these media types, written in lower case and without parameters, of
  /// up to `bytesMax` bytes.
  public static Handler of(Set<String> mediaTypes, int bytesMax, Taker taker) {
    var types = Set.copyOf(mediaTypes);
    return (request, response) -> {
      if (!types.contains(mediaType(request))) {
        Reply.problem(response, Problems.MEDIA);
        return;
      }
      var body = read(request, bytesMax);
      if (body.length > bytesMax) {
        Reply.problem(response.header(HeaderValues.CONNECTION_CLOSE), Problems.TOO_LARGE);
        return;
      }
      try {
        taker.take(body, request, response);
      } catch (MalformedJsonException e) {
        Reply.problem(response, Problems.malformed(e.getMessage() + "."));
      }
    };
  }

  /// The body, or one byte more than allowed of a longer one.
  private static byte[] read(ServerRequest request, int bytesMax) throws IOException {
    var content = request.content();
    if (!content.hasEntity()) {
      return NOTHING;
    }
    int enough = bytesMax == Integer.MAX_VALUE ? bytesMax : bytesMax + 1;
    return content.inputStream().readNBytes(enough);
  }

  private static String mediaType(ServerRequest request) {
    var header = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    int end = header.indexOf(';');
    var type = end < 0 ? header : header.substring(0, end);
    return type.equals(JSON) ? JSON : type.strip().toLowerCase(Locale.ROOT);
  }
}
