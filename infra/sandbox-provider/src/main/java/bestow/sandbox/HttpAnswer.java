package bestow.sandbox;

import bestow.wire.Codec;
import bestow.wire.Json;
import bestow.wire.Problem;
import java.nio.file.Path;

/// What goes back to whoever asked.
sealed interface HttpAnswer {

  /// A whole answer.
  ///
  /// @param status HTTP's
  /// @param contentType of the body
  /// @param body as it goes out
  @SuppressWarnings("ArrayRecordComponent") // a body is passed on as it is; nobody compares them
  record Whole(int status, String contentType, byte[] body) implements HttpAnswer {}

  /// The first bytes of a file, as JSON lines.
  record Lines(Path file, long bytes) implements HttpAnswer {}

  /// Bytes that are no HTTP, and the end of the connection.
  @SuppressWarnings("ArrayRecordComponent") // as above
  record Garbage(byte[] bytes) implements HttpAnswer {}

  /// No answer: the connection is reset.
  record Reset() implements HttpAnswer {}

  /// No answer: the connection is closed.
  record Close() implements HttpAnswer {}

  /// JSON that is ready to go.
  static HttpAnswer json(int status, byte[] body) {
    return new Whole(status, "application/json", body);
  }

  /// An error.
  static HttpAnswer problem(Problem problem) {
    return new Whole(problem.status(), "application/problem+json", Problems.CODEC.write(problem));
  }

  /// An error.
  static HttpAnswer problem(int status, String code, String title, String detail) {
    return problem(Problem.of(status, code, title, detail));
  }

  /// Holds the codec, so that an interface need not.
  final class Problems {
    private static final Codec<Problem> CODEC = Json.codec(Problem.class);

    private Problems() {}
  }
}
