package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.Problem;
import bestow.wire.quota.HoldReply;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// What quota's doors answer.
final class Replies {
  private Replies() {}

  static String order(HttpResponse<String> response, boolean repeated)
      throws MalformedJsonException {
    var reply = Json.codec(HoldReply.class).read(bytes(response));
    assertTrue(reply instanceof HoldReply.Held held && held.repeated() == repeated, response::body);
    return reply instanceof HoldReply.Held(String order, boolean _) ? order : "";
  }

  static void assertAnswer(String body, HttpResponse<String> response) {
    assertEquals(200, response.statusCode());
    assertEquals(body, response.body());
  }

  static void assertProblem(int status, String code, HttpResponse<String> response)
      throws MalformedJsonException {
    assertEquals(status, response.statusCode(), response::body);
    assertEquals(code, problem(response).code());
  }

  static Problem problem(HttpResponse<String> response) throws MalformedJsonException {
    assertEquals(
        "application/problem+json", response.headers().firstValue("Content-Type").orElse(""));
    var problem = Json.codec(Problem.class).read(bytes(response));
    assertEquals(response.statusCode(), problem.status());
    assertTrue(
        Stream.of("Exception", "java.", "bestow.").noneMatch(problem.detail()::contains),
        problem.detail());
    return problem;
  }

  private static byte[] bytes(HttpResponse<String> response) {
    return response.body().getBytes(StandardCharsets.UTF_8);
  }
}
