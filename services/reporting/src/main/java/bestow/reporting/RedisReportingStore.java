package bestow.reporting;

import bestow.store.Script;
import bestow.store.Store;
import bestow.store.StoreReply;
import bestow.store.Value;
import bestow.wire.reporting.Count;
import bestow.wire.reporting.Counts.Line;
import bestow.wire.reporting.ReportRequest;
import bestow.wire.reporting.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.LongPredicate;

/// Counts in reporting's own Redis: one hash a campaign and hour, one field a line and minute.
final class RedisReportingStore implements ReportingStore {
  private static final Script ADD = Script.load(RedisReportingStore.class, "add.lua");
  private static final Script HOUR = Script.load(RedisReportingStore.class, "hour.lua");

  /// Every script that this store runs.
  static final List<Script> SCRIPTS = List.of(ADD, HOUR);

  // A sender that was silent for a day has been restarted under another name.
  private static final Duration SENDER_KEPT = Duration.ofDays(1);

  private final Store store;
  private final Duration keep;
  private final int linesMax;

  /// @param keep how long an hour's counts are kept
  /// @param linesMax how many fields an hour of one campaign may have
  RedisReportingStore(Store store, Duration keep, int linesMax) {
    this.store = store;
    this.keep = keep;
    this.linesMax = linesMax;
  }

  @Override
  public Added add(ReportRequest report) {
    var keys = new LinkedHashMap<String, Integer>();
    keys.put("sender:" + report.sender(), 1);
    var args = new ArrayList<String>(4 + 3 * report.counts().size());
    args.add(Long.toString(report.batch()));
    args.add(Long.toString(SENDER_KEPT.toMillis()));
    args.add(Long.toString(keep.toSeconds()));
    args.add(Integer.toString(linesMax));
    for (Count count : report.counts()) {
      var hour = key(count.campaign(), ReportingStore.hour(count));
      int next = keys.size() + 1;
      args.add(Integer.toString(keys.computeIfAbsent(hour, _ -> next)));
      args.add(field(count));
      args.add(Long.toString(count.count()));
    }
    return switch (store.run(ADD, List.copyOf(keys.keySet()), args)) {
      case StoreReply.Done(Value value) ->
          value.many().number(0) == 1
              ? new Added.Repeated()
              : new Added.Counted(value.many().number(1));
      case StoreReply.NotSent(String why) -> new Added.Unavailable(why);
      case StoreReply.Unknown(String why) -> new Added.Unavailable(why);
      case StoreReply.Failed(String error) -> new Added.Unavailable(error);
    };
  }

  @Override
  public Read hour(String campaign, long hour, LongPredicate minutes) {
    return switch (store.run(HOUR, List.of(key(campaign, hour)), List.of())) {
      case StoreReply.Done(Value value) -> new Read.Lines(lines(value.many(), minutes));
      case StoreReply.NotSent(String why) -> new Read.Unavailable(why);
      case StoreReply.Unknown(String why) -> new Read.Unavailable(why);
      case StoreReply.Failed(String error) -> new Read.Unavailable(error);
    };
  }

  private static List<Line> lines(Value.Many fieldsAndCounts, LongPredicate minutes) {
    var lines = new ArrayList<Line>();
    for (int i = 0; i + 1 < fieldsAndCounts.size(); i += 2) {
      var parts = fieldsAndCounts.text(i).split("\\|", 4);
      if (minutes.test(Long.parseLong(parts[0]))) {
        var step = Step.valueOf(parts[1].toUpperCase(Locale.ROOT));
        lines.add(new Line(parts[2], step, parts[3], fieldsAndCounts.number(i + 1)));
      }
    }
    return lines;
  }

  private static String key(String campaign, long hour) {
    return "hour:" + hour + ":" + campaign;
  }

  private static String field(Count count) {
    return count.minute() + "|" + count.step().word() + "|" + count.gift() + "|" + count.outcome();
  }
}
