package bestow.delivery;

import bestow.delivery.Finding.Kind;
import bestow.delivery.RedisFindings.UnansweredException;
import bestow.server.Rounds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What providers have otherwise than delivery, for operators to read and to close. For any number
/// of threads.
final class Findings {

  private static final System.Logger LOG = System.getLogger(Findings.class.getName());

  /// For whoever looks on the next day.
  private static final Duration DONE_KEPT = Duration.ofDays(1);

  /// How many of a shard are kept that a person has seen to: half of what it may have, so that
  /// there is room for others.
  private static final int SEEN_TO_MAX = RedisFindings.FINDINGS_MAX / 2;

  /// All are counted within four minutes.
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final RedisFindings store;
  private final Drift drift;
  private final InstantSource clock;
  private final Duration seenToKept;
  private int shard;

  /// @param seenToKept for how long a person's word holds: longer than the same statement may come
  ///     again
  Findings(RedisFindings store, Drift drift, InstantSource clock, Duration seenToKept) {
    this.store = store;
    this.drift = drift;
    this.clock = clock;
    this.seenToKept = seenToKept;
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

  /// Counts them, a shard after the other, and forgets what was done with long ago, until what it
  /// gives is closed.
  Rounds start(RandomGenerator random) {
    return Rounds.start(this::round, EVERY, random);
  }

  /// One shard.
  void round() {
    try {
      Map<Kind, Integer> open = new EnumMap<>(Kind.class);
      var done = new ArrayList<Finding>();
      for (var finding : store.findings(shard, List.of()).values()) {
        if (finding.open()) {
          open.merge(finding.kind(), 1, Integer::sum);
        } else {
          done.add(finding);
        }
      }
      var forgotten = forgotten(done);
      if (!forgotten.isEmpty()) {
        var _ = store.findings(shard, forgotten);
      }
      drift.seen(shard, open);
    } catch (UnansweredException e) {
      LOG.log(System.Logger.Level.DEBUG, "Shard {0} is counted later", shard);
    }
    shard = (shard + 1) % OrderNumber.SHARDS;
  }

  private List<String> forgotten(List<Finding> done) {
    long now = clock.millis();
    var forgotten = new ArrayList<String>();
    int seenTo = 0;
    done.sort(Comparator.comparingLong(Finding::checkedAt).reversed());
    for (var finding : done) {
      var kept = finding.isSeenTo() ? seenToKept : DONE_KEPT;
      boolean tooMany = finding.isSeenTo() && ++seenTo > SEEN_TO_MAX;
      if (tooMany || finding.checkedAt() < now - kept.toMillis()) {
        forgotten.add(finding.subject());
      }
    }
    return forgotten;
  }

  /// Those behind a place, by shard and subject.
  Page page(Place after, int most) throws UnansweredException {
    var page = new ArrayList<Finding>();
    for (int at = after.shard(); at < OrderNumber.SHARDS; at++) {
      for (var finding : store.findings(at, List.of()).values()) {
        if (at > after.shard() || finding.subject().compareTo(after.subject()) > 0) {
          page.add(finding);
        }
        if (page.size() == most) {
          return new Page(page, Optional.of(new Place(at, finding.subject())));
        }
      }
    }
    return new Page(page, Optional.empty());
  }

  /// A person has seen to a finding: it counts no more, and comes back only if it changes.
  ///
  /// @return the finding; nothing where none of that subject is open
  Optional<Finding> close(String subject, String by, String why) throws UnansweredException {
    var closed =
        store
            .found(subject)
            .filter(Finding::open)
            .map(open -> open.seenTo(by, why, clock.millis()));
    if (closed.isPresent()) {
      store.decide(closed.get());
    }
    return closed;
  }
}
