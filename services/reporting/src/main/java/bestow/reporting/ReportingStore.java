package bestow.reporting;

import bestow.wire.reporting.Count;
import bestow.wire.reporting.Counts.Line;
import bestow.wire.reporting.ReportRequest;
import java.util.List;
import java.util.function.LongPredicate;

/// Where counts are kept, by campaign and minute. For any number of threads.
interface ReportingStore {

  /// Adds a batch, once.
  Added add(ReportRequest report);

  /// One hour's counts of a campaign, each line summed over the minutes that are asked for.
  ///
  /// @param hour epoch hours
  /// @param minutes which of its minutes, as epoch minutes
  Read hour(String campaign, long hour, LongPredicate minutes);

  /// What came of a batch.
  sealed interface Added {
    /// It is counted.
    ///
    /// @param leftOut how many were not counted because their hour holds too many lines
    record Counted(long leftOut) implements Added {}

    /// It had been added before.
    record Repeated() implements Added {}

    /// It may or may not have been added.
    record Unavailable(String why) implements Added {}
  }

  /// Counts that were read.
  sealed interface Read {
    record Lines(List<Line> lines) implements Read {
      public Lines {
        lines = List.copyOf(lines);
      }
    }

    record Unavailable(String why) implements Read {}
  }

  /// The hour, in epoch hours, that a count belongs to.
  static long hour(Count count) {
    return Math.floorDiv(count.minute(), 60);
  }
}
