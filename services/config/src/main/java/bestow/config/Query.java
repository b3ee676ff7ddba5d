package bestow.config;

import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a request says in its path and behind the `?`. Nothing where it says something else than it
/// may.
final class Query {
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Pattern WAIT = Pattern.compile("([0-9]{1,6})(ms|s)");

  private Query() {}

  /// The whole number of that name, 0 to `max`, or the default where there is none.
  static Optional<Long> whole(ServerRequest request, String name, long otherwise, long max) {
    var text = request.query().first(name);
    return text.isPresent() ? number(text.get(), max) : Optional.of(otherwise);
  }

  /// The number that a text is, 0 to `max`.
  static Optional<Long> number(String text, long max) {
    return Optional.of(text)
        .filter(t -> NUMBER.matcher(t).matches())
        .map(Long::valueOf)
        .filter(n -> n <= max);
  }

  /// How long a request would wait, none to `max`.
  static Optional<Duration> wait(ServerRequest request, Duration max) {
    var match = WAIT.matcher(request.query().first("wait").orElse("0s"));
    if (!match.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(match.group(1));
    var wait = match.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
    return Optional.of(wait).filter(w -> w.compareTo(max) <= 0);
  }
}
