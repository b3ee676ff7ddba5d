package bestow.reporting;

import bestow.wire.reporting.Counts;
import bestow.wire.reporting.Counts.Line;
import bestow.wire.reporting.ReportRequest;
import bestow.wire.reporting.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/// The rules of reporting: what is counted, and over which time it is summed.
final class Reporting {
  /// One question reads at most so many hours.
  static final Duration RANGE_MAX = Duration.ofDays(31);

  // Clocks of our own instances agree within a minute; a count from the future is somebody's
  // mistake.
  private static final long MINUTES_AHEAD_MAX = 5;

  private final ReportingStore store;
  private final InstantSource clock;
  private final Duration keep;

  /// @param keep how long counts are kept
  Reporting(ReportingStore store, InstantSource clock, Duration keep) {
    this.store = store;
    this.clock = clock;
    this.keep = keep;
  }

  /// Takes a batch.
  Taken take(ReportRequest report) {
    long now = clock.millis() / 60_000;
    long oldest = now - keep.toMinutes();
    for (var count : report.counts()) {
      if (count.minute() > now + MINUTES_AHEAD_MAX || count.minute() < oldest) {
        return new Taken.Invalid(
            "minute " + count.minute() + " is not between " + oldest + " and " + now);
      }
    }
    return switch (store.add(report)) {
      case ReportingStore.Added.Counted(long leftOut) -> new Taken.Counted(leftOut);
      case ReportingStore.Added.Repeated() -> new Taken.Repeated();
      case ReportingStore.Added.Unavailable(String why) -> new Taken.Unavailable(why);
    };
  }

  /// Sums a campaign's counts from a minute to another, the last not included.
  Summed sum(String campaign, Instant from, Instant to) {
    if (!from.isBefore(to))
      return new Summed.Invalid("from is before to, was " + from + " and " + to);
    if (Duration.between(from, to).compareTo(RANGE_MAX) > 0) {
      return new Summed.Invalid("at most " + RANGE_MAX.toDays() + " days at once");
    }
    long first = Math.floorDiv(from.getEpochSecond(), 60);
    long last = Math.ceilDiv(to.getEpochSecond(), 60) - 1;
    var sums = new TreeMap<Key, Long>(Key.ORDER);
    for (long hour = Math.floorDiv(first, 60); hour <= Math.floorDiv(last, 60); hour++) {
      switch (store.hour(campaign, hour, minute -> minute >= first && minute <= last)) {
        case ReportingStore.Read.Unavailable(String why) -> {
          return new Summed.Unavailable(why);
        }
        case ReportingStore.Read.Lines(var lines) -> {
          for (Line line : lines) sums.merge(Key.of(line), line.count(), Long::sum);
        }
      }
    }
    var lines = sums.entrySet().stream().map(Key::line).toList();
    return new Summed.Counted(
        new Counts(campaign, minute(first).toString(), minute(last + 1).toString(), lines));
  }

  private static Instant minute(long minute) {
    return Instant.ofEpochSecond(60 * minute);
  }

  private record Key(String gift, Step step, String outcome) {
    static final Comparator<Key> ORDER =
        Comparator.comparing(Key::gift).thenComparing(Key::step).thenComparing(Key::outcome);

    static Key of(Line line) {
      return new Key(line.gift(), line.step(), line.outcome());
    }

    static Line line(Map.Entry<Key, Long> sum) {
      var key = sum.getKey();
      return new Line(key.gift(), key.step(), key.outcome(), sum.getValue());
    }
  }

  /// What came of a batch.
  sealed interface Taken {
    record Counted(long leftOut) implements Taken {}

    record Repeated() implements Taken {}

    record Invalid(String detail) implements Taken {}

    record Unavailable(String why) implements Taken {}
  }

  /// What came of a question.
  sealed interface Summed {
    record Counted(Counts counts) implements Summed {}

    record Invalid(String detail) implements Summed {}

    record Unavailable(String why) implements Summed {}
  }
}
