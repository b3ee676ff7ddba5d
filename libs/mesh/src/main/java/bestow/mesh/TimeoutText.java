package bestow.mesh;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What an operator writes about a callee's timeouts: one or more of `connect`, `write`, `read` and
/// `total`, each with a time from 1 ms to 5 min, as in `read=150ms total=2s`. What is not written
/// stays as the settings have it.
final class TimeoutText {

  // More than four times fit into.
  private static final int LENGTH_MAX = 200;
  private static final Pattern ENTRY = Pattern.compile("([a-z]+)=([0-9]{1,6})(ms|s)");
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private TimeoutText() {}

  /// What came of reading it.
  sealed interface Read {
    /// It makes sense.
    record Good(Timeouts timeouts) implements Read {}

    /// It does not.
    ///
    /// @param why a sentence for whoever wrote it
    record Wrong(String why) implements Read {}
  }

  /// Reads it on top of the settings.
  static Read read(String text, Timeouts settings) {
    var words = text.strip();
    if (words.isEmpty() || words.length() > LENGTH_MAX) {
      return new Read.Wrong("it has 1 to " + LENGTH_MAX + " characters, has " + words.length());
    }
    var timeouts = settings;
    var seen = EnumSet.noneOf(Step.class);
    for (var word : Pattern.compile("[\\s,]+").splitAsStream(words).toList()) {
      var entry = ENTRY.matcher(word);
      var step = entry.matches() ? Step.of(entry.group(1)) : Optional.<Step>empty();
      if (step.isEmpty()) {
        return new Read.Wrong("'" + word + "' is not connect, write, read or total with a time");
      }
      if (!seen.add(step.get())) {
        return new Read.Wrong(step.get().word() + " stands there twice");
      }
      timeouts = timeouts.with(step.get(), time(entry.group(2), entry.group(3)));
    }
    return check(timeouts);
  }

  private static Duration time(String amount, String unit) {
    long number = Long.parseLong(amount);
    return unit.equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
  }

  private static Read check(Timeouts timeouts) {
    for (var step : Step.values()) {
      var time = timeouts.of(step);
      if (!time.isPositive() || time.compareTo(LONGEST) > 0) {
        return new Read.Wrong(step.word() + " is from 1 ms to 5 min, was " + millis(time));
      }
      if (time.compareTo(timeouts.total()) > 0) {
        return new Read.Wrong(
            String.format(
                Locale.ROOT,
                "%s of %s is longer than the total of %s",
                step.word(),
                millis(time),
                millis(timeouts.total())));
      }
    }
    return new Read.Good(timeouts);
  }

  private static String millis(Duration time) {
    return time.toMillis() + " ms";
  }
}
