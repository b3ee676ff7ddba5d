package bestow.reporting;

import bestow.wire.reporting.Count;
import bestow.wire.reporting.Counts.Line;
import bestow.wire.reporting.ReportRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/// Counts in memory, held to the same contract as those in Redis.
final class MemoryReportingStore implements ReportingStore {
  private final Map<String, Long> batches = new HashMap<>();
  private final List<Count> counts = new ArrayList<>();

  @Override
  public synchronized Added add(ReportRequest report) {
    if (report.batch() <= batches.getOrDefault(report.sender(), 0L)) return new Added.Repeated();
    batches.put(report.sender(), report.batch());
    counts.addAll(report.counts());
    return new Added.Counted(0);
  }

  @Override
  public synchronized Read hour(String campaign, long hour, LongPredicate minutes) {
    return new Read.Lines(
        counts.stream()
            .filter(count -> count.campaign().equals(campaign))
            .filter(count -> ReportingStore.hour(count) == hour)
            .filter(count -> minutes.test(count.minute()))
            .map(count -> new Line(count.gift(), count.step(), count.outcome(), count.count()))
            .toList());
  }
}
