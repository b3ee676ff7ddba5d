package bestow.wire;

import io.avaje.jsonb.Json;
import java.util.List;

/// An error as RFC 9457 has it (`application/problem+json`), with a stable `code` that programs
/// decide by.
///
/// @param type a URN that names the kind of problem: `urn:bestow:problem:` and the code
/// @param title the kind of problem in a few words, the same for each of its kind
/// @param status the HTTP status
/// @param code stable, kebab-case
/// @param detail this case: what was wrong, where, and what would be right; no class names, no
///     secrets
/// @param errors where one body holds several mistakes: each with its place; else empty
@Json
public record Problem(
    String type, String title, int status, String code, String detail, List<Mistake> errors) {
  public Problem {
    if (status < 400 || status > 599)
      throw new IllegalArgumentException("status 400 to 599, was " + status);
    errors = errors == null ? List.of() : List.copyOf(errors);
  }

  /// A problem of its own kind, without a list of mistakes.
  public static Problem of(int status, String code, String title, String detail) {
    return new Problem("urn:bestow:problem:" + code, title, status, code, detail, List.of());
  }

  /// The same problem with its mistakes listed.
  public Problem withErrors(List<Mistake> mistakes) {
    return new Problem(type, title, status, code, detail, mistakes);
  }

  /// One mistake in a body.
  ///
  /// @param line from 1; 0 where the body has no lines to speak of
  /// @param column from 1; 0 likewise
  /// @param path the member, as in `gifts[0].stock`
  /// @param message what was wrong and what would be right
  @Json
  public record Mistake(int line, int column, String path, String message) {}
}
