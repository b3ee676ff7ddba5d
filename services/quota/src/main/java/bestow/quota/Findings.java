package bestow.quota;

import bestow.quota.RedisLedger.Change;
import bestow.quota.StoreFailure.Effect;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was found to differ, for operators to read and to close. Safe for use by many threads.
final class Findings {
  /// Rounds look at a finding again once in minutes.
  private static final int CLOSES_MAX = 3;

  private final RedisLedger ledger;
  private final InstantSource clock;

  Findings(RedisLedger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /// Where a page begins: behind a finding of a shard.
  record Place(int shard, String subject) {
    /// Before the first one.
    static final Place START = new Place(0, "");
  }

  /// Some of them.
  ///
  /// @param next where the next page begins; nothing where there is none
  record Page(List<Finding> findings, Optional<Place> next) {
    Page {
      findings = List.copyOf(findings);
    }
  }

  /// Those behind a place, by shard and subject.
  Page page(Place after, int most) throws StoreFailure {
    var page = new ArrayList<Finding>();
    for (int shard = after.shard(); shard < Layout.SHARDS; shard++) {
      for (var finding : ledger.findings(shard).values()) {
        boolean behind = shard > after.shard() || finding.subject().compareTo(after.subject()) > 0;
        if (behind) {
          page.add(finding);
        }
        if (page.size() == most) {
          return new Page(page, Optional.of(new Place(shard, finding.subject())));
        }
      }
    }
    return new Page(page, Optional.empty());
  }

  /// A person has seen to a finding: it counts no more, and comes back only if it changes.
  ///
  /// @return the finding; nothing where none of that subject is open
  /// @throws IllegalArgumentException where the subject is none
  /// @throws StoreFailure also where it was found anew each time that it was to be closed
  Optional<Finding> close(String subject, String by, String why) throws StoreFailure {
    int shard = shard(subject);
    var deed = "Closed by %s: %s".formatted(by, why);
    for (int i = 0; i < CLOSES_MAX; i++) {
      var found = Optional.ofNullable(ledger.findings(shard).get(subject)).filter(Finding::open);
      var closed = found.map(open -> open.closed(deed, clock.millis()));
      if (closed.isEmpty()
          || ledger.note(shard, List.of(), Map.of(subject, new Change(found, closed)))) {
        return closed;
      }
    }
    throw new StoreFailure(
        Effect.NONE, subject + " changed each time that it was to be closed; close it again");
  }

  private static int shard(String subject) {
    return subject.indexOf(':') < 0
        ? new OrderNumber(subject).shard()
        : Layout.home(PoolId.named(subject).gift());
  }
}
