package bestow.server;

import bestow.wire.Problem;
import java.util.Set;

/// What is wrong with a request before any door has looked at what it says.
final class Problems {

  static final Problem NOT_FOUND =
      Problem.of(404, "not-found", "No such path", "There is nothing under this path.");
  static final Problem METHOD =
      Problem.of(
          405, "method", "Wrong method", "This path knows only the methods of the Allow header.");
  static final Problem TIMEOUT =
      Problem.of(
          408, "too-slow", "Request too slow", "The request did not arrive in time as a whole.");
  static final Problem TOO_LARGE =
      Problem.of(413, "too-large", "Body too large", "The body is longer than this door takes.");
  static final Problem HEADERS =
      Problem.of(
          431, "headers-too-large", "Headers too large", "The headers are longer than allowed.");
  static final Problem INTERNAL =
      Problem.of(500, "internal", "Internal error", "The service failed; its log says why.");
  static final Problem OVERLOADED =
      Problem.of(
          503, "unavailable", "Too much to do", "Nothing was begun; try again, or try elsewhere.");
  static final Problem LATE =
      Problem.of(
          503, "unavailable", "Too late", "The deadline was over before anything was begun.");

  private Problems() {}

  /// A request that is no proper HTTP, or whose body is not what it should be.
  static Problem malformed(String detail) {
    return Problem.of(400, "malformed", "Malformed request", detail);
  }

  /// A body of another type than the door takes; the empty type stands for none.
  static Problem media(Set<String> types) {
    var words = types.stream().filter(type -> !type.isEmpty()).sorted().toList();
    return Problem.of(
        415,
        "media-type",
        "Wrong media type",
        "The Content-Type has to be " + String.join(" or ", words) + ".");
  }

  /// What any other status of the HTTP layer means.
  static Problem of(int status, String title) {
    return Problem.of(status, "http-" + status, title, title + ".");
  }
}
