package bestow.server;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Amounts with their units as people write them in settings: `200ms`, `5s`, `30m`, `24h`, `7d`;
/// `512B`, `8KiB`, `4MiB`, `1GiB`.
final class Quantity {

  /// Ten digits: more than any setting needs, and far from an overflow in every unit.
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,10}) ?([A-Za-z]+)");

  private static final Map<String, Duration> TIMES =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private static final Map<String, Long> SIZES =
      Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  private Quantity() {}

  /// The duration that a text says; none where it says none.
  static Optional<Duration> duration(String text) {
    var amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(TIMES.get(amount.group(2)))
        .map(unit -> unit.multipliedBy(Long.parseLong(amount.group(1))));
  }

  /// The number of bytes that a text says; none where it says none.
  static Optional<Long> bytes(String text) {
    var amount = AMOUNT.matcher(text);
    if (!amount.matches()) {
      return Optional.empty();
    }
    return Optional.ofNullable(SIZES.get(amount.group(2)))
        .map(unit -> unit * Long.parseLong(amount.group(1)));
  }

  /// The duration in the largest unit that gives a whole number.
  static String text(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    for (var unit : new String[] {"d", "h", "m", "s"}) {
      long nanos = TIMES.getOrDefault(unit, Duration.ZERO).toNanos();
      if (duration.toNanos() % nanos == 0) {
        return duration.toNanos() / nanos + unit;
      }
    }
    return duration.toMillis() + "ms";
  }

  /// The number of bytes in the largest unit that gives a whole number.
  static String text(long bytes) {
    for (var unit : new String[] {"GiB", "MiB", "KiB"}) {
      long size = SIZES.getOrDefault(unit, 1L);
      if (bytes >= size && bytes % size == 0) {
        return bytes / size + unit;
      }
    }
    return bytes + "B";
  }
}
