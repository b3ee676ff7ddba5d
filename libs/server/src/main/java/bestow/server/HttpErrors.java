package bestow.server;

import bestow.wire.Problem;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import org.jspecify.annotations.Nullable;

/// What a client reads whose request never came to a door, because it is no proper HTTP: the same
/// kind of problem as everywhere, and the connection closes. Immutable.
final class HttpErrors implements DirectHandler {

  /// More of what Helidon says than this helps nobody.
  private static final int DETAIL_LENGTH_MAX = 200;

  /// What Helidon says, with status 400, of headers that are too long.
  private static final String HEADERS_TOO_LONG = "Header size exceeded";

  /// Helidon trips over some malformed first lines and takes it for an error of its own.
  private static final Problem NO_HTTP = Problems.malformed("The request is no proper HTTP/1.1.");

  private HttpErrors() {}

  /// One handler for every kind of error that Helidon knows.
  static DirectHandlers handlers() {
    var handlers = DirectHandlers.builder();
    for (var event : EventType.values()) {
      handlers.addHandler(event, new HttpErrors());
    }
    return handlers.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType event,
      Status status,
      ServerResponseHeaders headers,
      @Nullable String message) {
    var problem =
        event == EventType.INTERNAL_ERROR && request.method().isEmpty()
            ? NO_HTTP
            : problem(status, String.valueOf(message));
    return TransportResponse.builder()
        .status(Reply.status(problem))
        .header(Reply.PROBLEM)
        .header(HeaderValues.CONNECTION_CLOSE)
        .keepAlive(false)
        .entity(Reply.bytes(problem))
        .build();
  }

  /// The problem that a status of Helidon's stands for.
  static Problem problem(Status status, String message) {
    if (message.equals(HEADERS_TOO_LONG)) {
      return Problems.HEADERS;
    }
    return switch (status.code()) {
      case 400 -> Problems.malformed(sentence(message));
      case 404 -> Problems.NOT_FOUND;
      case 413 -> Problems.TOO_LARGE;
      case 500 -> Problems.INTERNAL;
      case 503 -> Problems.OVERLOADED;
      default -> Problems.of(status.code(), status.reasonPhrase());
    };
  }

  /// What Helidon says, unless it speaks of its own insides.
  private static String sentence(String message) {
    boolean tells = !message.equals("null") && !message.contains("Exception");
    if (!tells || message.contains("server log")) {
      return NO_HTTP.detail();
    }
    var shown = message.length() > DETAIL_LENGTH_MAX ? message.substring(0, 200) : message;
    return shown.endsWith(".") ? shown : shown + ".";
  }
}
