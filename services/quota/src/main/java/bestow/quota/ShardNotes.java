package bestow.quota;

import bestow.quota.Finding.Claimed;
import bestow.quota.Finding.Kind;
import bestow.quota.RedisLedger.Change;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What was found in a shard before, and what is found now. For one thread.
final class ShardNotes {
  /// For whoever looks on the next day.
  private static final Duration DONE_KEPT = Duration.ofDays(1);

  private static final String AGREED = "It adds up by now.";

  private final Map<String, Finding> found;
  private final Map<String, Finding> stored;
  private final Map<String, Finding> unwritten = new HashMap<>();
  private final long now;

  /// @param now epoch milliseconds
  ShardNotes(Map<String, Finding> found, long now) {
    this.found = new TreeMap<>(found);
    this.stored = new HashMap<>(found);
    this.now = now;
  }

  /// A user's count is not what their orders say.
  static Claimed miscounted(long has, long counted) {
    return new Claimed(
        Kind.LIMIT,
        "counted " + has,
        "orders " + counted,
        has < counted
            ? "The user may claim more than the limit: set the count right."
            : "The user may claim less than the limit: set the count right.");
  }

  /// How many there are.
  int size() {
    return found.size();
  }

  /// The orders that a person has to look at still, the longest not looked at first.
  List<OrderNumber> again(int most) {
    return found.values().stream()
        .filter(finding -> finding.open() && finding.kind() != Kind.STOCK)
        .sorted(Comparator.comparingLong(Finding::checkedAt))
        .limit(most)
        .map(finding -> new OrderNumber(finding.subject()))
        .toList();
  }

  /// The subject is for a person to look at, unless one has seen to just that before.
  void open(String subject, Claimed claimed) {
    var before = before(subject);
    boolean seen =
        before
            .filter(
                finding ->
                    !finding.open()
                        && finding.kind() == claimed.kind()
                        && finding.ours().equals(claimed.ours())
                        && finding.theirs().equals(claimed.theirs()))
            .isPresent();
    if (!seen) {
      put(claimed.open(subject, before, now));
    }
  }

  /// The subject was mended.
  void done(String subject, Claimed claimed) {
    put(claimed.done(subject, before(subject), now));
  }

  /// Nothing is wrong with the subject.
  void agree(String subject) {
    before(subject).filter(Finding::open).ifPresent(finding -> put(finding.closed(AGREED, now)));
  }

  private Optional<Finding> before(String subject) {
    return Optional.ofNullable(found.get(subject));
  }

  private void put(Finding finding) {
    found.put(finding.subject(), finding);
    unwritten.put(finding.subject(), finding);
  }

  /// What is to be written down since the last time.
  Map<String, Change> written() {
    Map<String, Change> changes = new HashMap<>();
    unwritten.forEach((subject, finding) -> changes.put(subject, change(subject, finding)));
    stored.putAll(unwritten);
    unwritten.clear();
    return changes;
  }

  private Change change(String subject, Finding after) {
    return new Change(Optional.ofNullable(stored.get(subject)), Optional.of(after));
  }

  /// What was done with long ago and is not shown any more.
  Map<String, Change> forgotten() {
    Map<String, Change> old = new HashMap<>();
    stored.values().stream()
        .filter(finding -> !finding.open() && finding.checkedAt() < now - DONE_KEPT.toMillis())
        .forEach(
            finding ->
                old.put(finding.subject(), new Change(Optional.of(finding), Optional.empty())));
    return old;
  }

  /// How many a person has to look at.
  Map<Kind, Integer> open() {
    Map<Kind, Integer> open = new EnumMap<>(Kind.class);
    found.values().stream()
        .filter(Finding::open)
        .forEach(finding -> open.merge(finding.kind(), 1, Integer::sum));
    return open;
  }
}
