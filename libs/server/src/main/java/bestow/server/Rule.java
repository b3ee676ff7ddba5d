package bestow.server;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a setting's text has to be.
///
/// @param words what would be right, to end the sentence "it is ..."
/// @param parse the value that a text stands for; none where the text is wrong
/// @param show the text that stands for a value
/// @param <T> what the setting is
record Rule<T>(String words, Function<String, Optional<T>> parse, Function<T, String> show) {

  static Rule<String> words(List<String> words) {
    return new Rule<>(
        "one of " + String.join(", ", words),
        text -> Optional.of(text).filter(words::contains),
        text -> text);
  }

  static Rule<Integer> integer(int min, int max) {
    return new Rule<>(
        "a whole number from " + min + " to " + max,
        text -> parsed(text, Integer::valueOf).filter(n -> n >= min && n <= max),
        String::valueOf);
  }

  static Rule<Double> share() {
    return new Rule<>(
        "a share from 0 to 1",
        text -> parsed(text, Double::valueOf).filter(n -> n >= 0 && n <= 1),
        String::valueOf);
  }

  static Rule<Double> number(double min, double max) {
    return new Rule<>(
        "a number from " + min + " to " + max,
        text -> parsed(text, Double::valueOf).filter(n -> n >= min && n <= max),
        String::valueOf);
  }

  static Rule<Duration> duration(Duration min, Duration max) {
    return new Rule<>(
        "a time with its unit (ms, s, m, h, d) from %s to %s"
            .formatted(Quantity.text(min), Quantity.text(max)),
        text ->
            Quantity.duration(text)
                .filter(time -> time.compareTo(min) >= 0 && time.compareTo(max) <= 0),
        Quantity::text);
  }

  static Rule<Long> bytes(long min, long max) {
    return new Rule<>(
        "a number of bytes with its unit (B, KiB, MiB, GiB) from %s to %s"
            .formatted(Quantity.text(min), Quantity.text(max)),
        text -> Quantity.bytes(text).filter(size -> size >= min && size <= max),
        Quantity::text);
  }

  static Rule<URI> address() {
    return new Rule<>(
        "an address with a scheme and a host, and no user or password in it",
        text ->
            parsed(text, URI::create)
                .filter(uri -> uri.getScheme() != null && uri.getHost() != null)
                .filter(uri -> uri.getUserInfo() == null),
        URI::toString);
  }

  private static <T> Optional<T> parsed(String text, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(text));
    } catch (IllegalArgumentException e) {
      // Not a number or not an address: the caller says what would be right.
      return Optional.empty();
    }
  }
}
