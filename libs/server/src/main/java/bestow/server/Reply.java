package bestow.server;

import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.Problem;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;

/// How a door answers: bytes with the right headers, made once. Every method sends and ends the
/// answer.
public final class Reply {

  /// Says that the service has not begun what it was asked: the caller may try elsewhere.
  public static final Header REFUSED = HeaderValues.createCached("Bestow-Outcome", "refused");

  static final Header PROBLEM =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/problem+json");

  private static final Header JSON =
      HeaderValues.createCached(HeaderNames.CONTENT_TYPE, "application/json");
  private static final Status HEADERS_TOO_LARGE =
      Status.create(431, "Request Header Fields Too Large");
  private static final Codec<Problem> PROBLEMS = Json.codec(Problem.class);

  private Reply() {}

  /// 200 with a JSON body.
  public static void json(ServerResponse response, byte[] body) {
    json(response, Status.OK_200, body);
  }

  /// Any status with a JSON body.
  public static void json(ServerResponse response, Status status, byte[] body) {
    response.status(status).header(JSON).send(body);
  }

  /// A problem, with its own status.
  public static void problem(ServerResponse response, Problem problem) {
    response.status(status(problem)).header(PROBLEM).send(bytes(problem));
  }

  /// A problem that goes away by itself: the client is told when to try again, in whole seconds and
  /// at least one.
  public static void problem(ServerResponse response, Problem problem, Duration retryAfter) {
    problem(response.header(retryAfter(retryAfter)), problem);
  }

  /// A 503 with the mark that nothing was begun.
  public static void refused(ServerResponse response, Problem problem, Duration retryAfter) {
    problem(response.header(REFUSED), problem, retryAfter);
  }

  /// A problem for any method: the answer to a HEAD has no body.
  static void problem(ServerRequest request, ServerResponse response, Problem problem) {
    if (request.prologue().method().equals(Method.HEAD)) {
      response.status(status(problem)).header(PROBLEM).send();
    } else {
      problem(response, problem);
    }
  }

  static byte[] bytes(Problem problem) {
    return PROBLEMS.write(problem);
  }

  /// Helidon has no words for 431.
  static Status status(Problem problem) {
    return problem.status() == HEADERS_TOO_LARGE.code()
        ? HEADERS_TOO_LARGE
        : Status.create(problem.status());
  }

  private static Header retryAfter(Duration time) {
    long seconds = Math.max(1, time.plusMillis(999).toSeconds());
    return HeaderValues.create(HeaderNames.RETRY_AFTER, Long.toString(seconds));
  }
}
