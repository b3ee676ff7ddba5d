package bestow.server;

import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a request says in its path and behind the `?`. Nothing where it says something else than it
/// may.
public final class Query {
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final Pattern WAIT = Pattern.compile("([0-9]{1,6})(ms|s)");

  private static final int PAGE_DEFAULT = 50;
  private static final int PAGE_MAX = 200;

  /// What is right where [#page(ServerRequest)] gives nothing, as a sentence without its stop.
  public static final String PAGE_WANTED = "limit must be a whole number from 1 to " + PAGE_MAX;

  private Query() {}

  /// How many entries a page may have: `?limit=`, 1 to 200, or 50 where there is none.
  public static Optional<Integer> page(ServerRequest request) {
    return whole(request, "limit", PAGE_DEFAULT, PAGE_MAX)
        .filter(limit -> limit > 0)
        .map(Math::toIntExact);
  }

  /// The whole number of that name, 0 to `max`, or the default where there is none.
  public static Optional<Long> whole(ServerRequest request, String name, long otherwise, long max) {
    var text = request.query().first(name);
    return text.isPresent() ? number(text.get(), max) : Optional.of(otherwise);
  }

  /// The number that a text is, 0 to `max`.
  public static Optional<Long> number(String text, long max) {
    return Optional.of(text)
        .filter(t -> NUMBER.matcher(t).matches())
        .map(Long::valueOf)
        .filter(n -> n <= max);
  }

  /// How long a request would wait, none to `max`.
  public static Optional<Duration> wait(ServerRequest request, Duration max) {
    var match = WAIT.matcher(request.query().first("wait").orElse("0s"));
    if (!match.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(match.group(1));
    var wait = match.group(2).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
    return Optional.of(wait).filter(w -> w.compareTo(max) <= 0);
  }
}
