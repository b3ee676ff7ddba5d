package bestow.server;

import bestow.mesh.CallContext;
import bestow.mesh.Ticker;
import bestow.wire.MalformedJsonException;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/// How a door takes a body: whole, as bytes, within a limit. A wrong media type is answered 415,
/// too long a body 413, one that does not arrive in time 408, and what the codec refuses 400,
/// before or without the door's own doing. Where the caller's deadline was over once the body was
/// there, the request is refused with the mark that nothing was begun.
public final class Body {

  private static final String JSON = "application/json";
  private static final byte[] NOTHING = {};
  private static final long LENGTH_UNKNOWN = -1;

  /// Up to here memory is taken on the client's word that it will send so much.
  private static final int AT_ONCE_MAX = 8 << 10;

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
    var wrong = Problems.media(types);
    return (request, response) -> {
      if (!types.contains(mediaType(request))) {
        Reply.problem(response, wrong);
        return;
      }
      if (declared(request) > bytesMax) {
        refuse(response);
        return;
      }
      var body = read(request, bytesMax);
      if (body.length > bytesMax) {
        refuse(response);
        return;
      }
      if (CallContext.isBound() && CallContext.current().deadline().spent(Ticker.system())) {
        Reply.refused(response, Problems.LATE, Duration.ofSeconds(1));
        return;
      }
      try {
        taker.take(body, request, response);
      } catch (MalformedJsonException e) {
        Reply.problem(response, Problems.malformed(e.getMessage() + "."));
      }
    };
  }

  private static void refuse(ServerResponse response) {
    Reply.problem(response.header(HeaderValues.CONNECTION_CLOSE), Problems.TOO_LARGE);
  }

  private static long declared(ServerRequest request) {
    return request.headers().contentLength().orElse(LENGTH_UNKNOWN);
  }

  /// The body, or one byte more than allowed of a longer one.
  private static byte[] read(ServerRequest request, int bytesMax) throws IOException {
    var content = request.content();
    if (!content.hasEntity()) {
      return NOTHING;
    }
    long declared = declared(request);
    try {
      // Not to be closed here: Helidon's stream reads on when it is closed, even after an error.
      var stream = content.inputStream();
      return declared == LENGTH_UNKNOWN || declared > AT_ONCE_MAX
          ? stream.readNBytes((int) Math.min(Integer.MAX_VALUE, bytesMax + 1L))
          : readAtOnce(stream, (int) declared);
    } catch (NumberFormatException e) {
      // Helidon's reader of chunks lets it through where it should say that the size is no number.
      throw RequestException.builder()
          .type(DirectHandler.EventType.BAD_REQUEST)
          .message("A chunk's size is no number")
          .cause(e)
          .build();
    }
  }

  /// Reads what is declared into one array, and then the end, for which Helidon waits.
  private static byte[] readAtOnce(InputStream stream, int length) throws IOException {
    var body = new byte[length];
    int read = stream.readNBytes(body, 0, length);
    if (read < length || stream.read() >= 0) {
      throw new CloseConnectionException("A body of another length than declared");
    }
    return body;
  }

  private static String mediaType(ServerRequest request) {
    var header = request.headers().first(HeaderNames.CONTENT_TYPE).orElse("");
    int end = header.indexOf(';');
    var type = end < 0 ? header : header.substring(0, end);
    return type.equals(JSON) ? JSON : type.strip().toLowerCase(Locale.ROOT);
  }
}
