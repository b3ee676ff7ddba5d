package bestow.quota;

import bestow.wire.config.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Locale;

/// Which day and which period a claim falls into, in its campaign's own offset.
final class Periods {
  private Periods() {}

  /// The name of the period: `c` for the whole campaign, `2026-11-20` for a day, `2026-W47` for an
  /// ISO week.
  static String label(Period period, Instant now, int offsetSeconds) {
    return switch (period) {
      case CAMPAIGN -> "c";
      case DAY -> day(now, offsetSeconds).toString();
      case WEEK -> week(day(now, offsetSeconds));
    };
  }

  /// The day.
  static LocalDate day(Instant now, int offsetSeconds) {
    return local(now, offsetSeconds).toLocalDate();
  }

  /// Whole seconds until the next day, at least 1.
  static long secondsToNextDay(Instant now, int offsetSeconds) {
    var local = local(now, offsetSeconds);
    var next = local.toLocalDate().plusDays(1).atStartOfDay().atOffset(local.getOffset());
    return Math.max(1, Duration.between(local, next).plusMillis(999).toSeconds());
  }

  private static OffsetDateTime local(Instant now, int offsetSeconds) {
    return now.atOffset(ZoneOffset.ofTotalSeconds(offsetSeconds));
  }

  private static String week(LocalDate day) {
    return String.format(
        Locale.ROOT,
        "%04d-W%02d",
        day.get(IsoFields.WEEK_BASED_YEAR),
        day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }
}
