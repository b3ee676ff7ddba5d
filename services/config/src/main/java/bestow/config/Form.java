package bestow.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The form a value is written in: `wanted` completes "must be …", `read` gives the value or
/// nothing, `hint` says what to change where it can be seen what somebody meant (it may be empty).
record Form<T>(
    String wanted, Function<Node.Scalar, Optional<T>> read, Function<Node.Scalar, String> hint) {
  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern LENGTH = Pattern.compile("(0|[1-9][0-9]{0,8})(ms|s|m|h|d)");
  private static final OffsetDateTime EARLIEST = OffsetDateTime.parse("2000-01-01T00:00:00Z");
  private static final OffsetDateTime LATEST = OffsetDateTime.parse("2200-01-01T00:00:00Z");
  private static final int URL_LENGTH_MAX = 2000;

  /// A name that is safe in a URL, a key and a metric.
  static Form<String> id() {
    return new Form<>(
        "1 to 40 of a-z, 0-9 and -",
        s -> text(s).filter(t -> ID.matcher(t).matches()),
        s -> {
          var meant = s.text().strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-");
          if (!ID.matcher(meant).matches()) {
            return "";
          }
          return s.kind() == Node.Kind.TEXT ? "try " + meant : "put it in quotes";
        });
  }

  static Form<String> text(int lengthMax) {
    return new Form<>(
        "a text of 1 to " + lengthMax + " characters",
        s -> text(s).filter(t -> !t.isBlank() && t.length() <= lengthMax),
        s -> s.kind() == Node.Kind.TEXT ? "" : "put it in quotes");
  }

  /// A text, or a number or truth value as it is written.
  static Form<String> anyText(int lengthMax) {
    return new Form<>(
        "a text, a number, true or false, of 1 to " + lengthMax + " characters",
        s -> anyScalar(s).filter(t -> !t.isBlank() && t.length() <= lengthMax),
        s -> "");
  }

  /// Decimal digits, without quotes, leading zeros or separators.
  static Form<Long> whole(long min, long max) {
    return new Form<>(
        "a whole number from " + min + " to " + max,
        s ->
            s.kind() == Node.Kind.WHOLE && WHOLE.matcher(s.text()).matches()
                ? Optional.of(Long.valueOf(s.text())).filter(n -> n >= min && n <= max)
                : Optional.empty(),
        s -> {
          var digits = s.text().replaceAll("[ _,.']", "");
          if (WHOLE.matcher(s.text()).matches()) {
            return s.kind() == Node.Kind.TEXT ? "take the quotes away" : "";
          }
          return WHOLE.matcher(digits).matches() && s.kind() == Node.Kind.TEXT
              ? "write " + digits
              : "";
        });
  }

  /// A whole number that fits an int.
  static Form<Integer> small(int min, int max) {
    var form = whole(min, max);
    return new Form<>(form.wanted(), s -> form.read().apply(s).map(Math::toIntExact), form.hint());
  }

  static Form<Boolean> truth() {
    return new Form<>(
        "true or false",
        s ->
            s.kind() == Node.Kind.TRUTH ? Optional.of(Boolean.valueOf(s.text())) : Optional.empty(),
        s -> Boolean.parseBoolean(s.text()) ? "take the quotes away" : "");
  }

  static Form<Duration> duration(Duration min, Duration max) {
    return new Form<>(
        "a duration from %s to %s with its unit (ms, s, m, h, d)".formatted(words(min), words(max)),
        s ->
            text(s)
                .flatMap(Form::length)
                .filter(d -> d.compareTo(min) >= 0 && d.compareTo(max) <= 0),
        s -> {
          if (s.kind() == Node.Kind.WHOLE) {
            return "add the unit, as in " + s.text() + "s";
          }
          return length(s.text()).isPresent() ? "" : "write it as in 500ms, 30s or 2h";
        });
  }

  /// Whole seconds, written as a duration.
  static Form<Integer> seconds(Duration min, Duration max) {
    var form = duration(min, max);
    return new Form<>(
        form.wanted().replace("ms, ", ""),
        s ->
            form.read()
                .apply(s)
                .filter(d -> d.toMillisPart() == 0)
                .map(d -> Math.toIntExact(d.toSeconds())),
        form.hint());
  }

  /// Milliseconds, written as a duration.
  static Form<Integer> millis(Duration min, Duration max) {
    var form = duration(min, max);
    return new Form<>(
        form.wanted(),
        s -> form.read().apply(s).map(d -> Math.toIntExact(d.toMillis())),
        form.hint());
  }

  /// A point in time; its offset is kept.
  static Form<OffsetDateTime> timestamp() {
    return new Form<>(
        "a date and time with offset between the years 2000 and 2199",
        s ->
            text(s)
                .flatMap(t -> parsed(t, OffsetDateTime::parse))
                .filter(at -> !at.isBefore(EARLIEST) && at.isBefore(LATEST)),
        s -> {
          if (parsed(s.text(), LocalDateTime::parse).isPresent()) {
            return "add the offset, as in " + s.text() + "+08:00";
          }
          return parsed(s.text(), LocalDate::parse).isPresent()
              ? "add time and offset, as in " + s.text() + "T00:00:00+08:00"
              : "write it as in 2026-11-20T00:00:00+08:00";
        });
  }

  static Form<String> url() {
    return new Form<>(
        "an http or https URL with a host, without user, password or #fragment,"
            + " of at most "
            + URL_LENGTH_MAX
            + " characters",
        s -> text(s).filter(t -> t.length() <= URL_LENGTH_MAX).filter(Form::isUrl),
        s -> s.text().matches("[a-z0-9.-]+(:[0-9]+)?(/.*)?") ? "begin with https://" : "");
  }

  static <T> Form<T> choice(List<T> allowed, Function<T, String> word) {
    var words = allowed.stream().map(word).toList();
    return new Form<>(
        words.size() == 1 ? words.getFirst() : "one of " + String.join(", ", words),
        s ->
            text(s).flatMap(t -> allowed.stream().filter(a -> word.apply(a).equals(t)).findFirst()),
        s -> Nearest.of(s.text(), words).map(near -> "did you mean " + near + "?").orElse(""));
  }

  /// The same form with a hint for where there is no better one.
  Form<T> hinting(String sentence) {
    return new Form<>(
        wanted,
        read,
        s -> {
          var better = hint.apply(s);
          return better.isEmpty() ? sentence : better;
        });
  }

  /// What to say of a value that has not this form.
  String refusal(String name, Node node) {
    var says = name + " must be " + wanted + ", was " + Shown.node(node);
    var more = node instanceof Node.Scalar s ? hint.apply(s) : "";
    return more.isEmpty() ? says : says + "; " + more;
  }

  /// What the scalar says, whether or not it stands in quotes.
  static Optional<String> anyScalar(Node.Scalar scalar) {
    return switch (scalar.kind()) {
      case TEXT, WHOLE, DECIMAL, TRUTH -> Optional.of(scalar.text());
      case NOTHING, REFUSED -> Optional.empty();
    };
  }

  private static Optional<String> text(Node.Scalar scalar) {
    return scalar.kind() == Node.Kind.TEXT ? Optional.of(scalar.text()) : Optional.empty();
  }

  private static Optional<Duration> length(String text) {
    var match = LENGTH.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(match.group(1));
    return Optional.of(
        switch (match.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        });
  }

  private static String words(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 86_400_000 == 0) {
      return duration.toDays() + "d";
    } else if (millis % 3_600_000 == 0) {
      return duration.toHours() + "h";
    } else if (millis % 60_000 == 0) {
      return duration.toMinutes() + "m";
    }
    return millis % 1000 == 0 ? duration.toSeconds() + "s" : millis + "ms";
  }

  private static <T> Optional<T> parsed(String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (DateTimeException _) {
      // Not of this form: the caller says what would be.
      return Optional.empty();
    }
  }

  private static boolean isUrl(String text) {
    try {
      var uri = new URI(text);
      return List.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null
          && uri.getPort() <= 65_535
          && uri.getPort() != 0;
    } catch (URISyntaxException _) {
      // Not a URL: the caller says what would be.
      return false;
    }
  }
}
