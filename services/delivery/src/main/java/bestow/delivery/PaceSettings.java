package bestow.delivery;

import bestow.server.Settings;
import java.time.Duration;

/// How one provider may be called by this instance.
///
/// @param perSecondMax how many calls a second may begin; 0 for any number
/// @param concurrencyMax how many calls may be under way
/// @param schedule when an order is tried again
record PaceSettings(int perSecondMax, int concurrencyMax, Schedule schedule) {

  PaceSettings {
    if (perSecondMax < 0 || concurrencyMax < 1) {
      throw new IllegalArgumentException(
          "pace of %d calls a second, %d at once".formatted(perSecondMax, concurrencyMax));
    }
  }

  /// As fast as a lane lets it.
  static final PaceSettings USUAL = new PaceSettings(0, 10_000, Schedule.USUAL);

  /// Reads `PREFIX.rate-max`, `PREFIX.concurrency-max`, `PREFIX.retry-first`, `PREFIX.retry-most`
  /// and `PREFIX.dead-after`.
  static PaceSettings read(String prefix, PaceSettings otherwise, Settings settings) {
    var usual = otherwise.schedule();
    return new PaceSettings(
        settings.integer(prefix + ".rate-max", otherwise.perSecondMax(), 0, 1_000_000),
        settings.integer(prefix + ".concurrency-max", otherwise.concurrencyMax(), 1, 10_000),
        new Schedule(
            millis(prefix + ".retry-first", usual.firstMillis(), Duration.ofHours(1), settings),
            millis(prefix + ".retry-most", usual.mostMillis(), Duration.ofDays(1), settings),
            millis(prefix + ".dead-after", usual.deadMillis(), Duration.ofDays(365), settings)));
  }

  private static long millis(String key, long otherwise, Duration most, Settings settings) {
    return settings
        .duration(key, Duration.ofMillis(otherwise), Duration.ofMillis(1), most)
        .toMillis();
  }
}
