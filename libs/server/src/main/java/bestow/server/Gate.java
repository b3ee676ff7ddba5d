package bestow.server;

import bestow.mesh.Criticality;
import java.util.concurrent.atomic.AtomicInteger;

/// The entrance of a lane: counts the requests under way and lets in no more than the limit, the
/// less critical only while there is more room than the critical may need. Safe for use by many
/// threads.
final class Gate {

  private final AtomicInteger inside = new AtomicInteger();
  private final AdaptiveLimit limit;
  private final AdmissionSettings.Shares shares;

  Gate(AdaptiveLimit limit, AdmissionSettings.Shares shares) {
    this.limit = limit;
    this.shares = shares;
  }

  /// Whether there was room for one more of this criticality; if so, [#leave()] has to follow.
  boolean enter(Criticality criticality) {
    int now = inside.incrementAndGet();
    if (now <= shares.of(criticality, limit.current())) {
      limit.entered(now);
      return true;
    }
    inside.decrementAndGet();
    limit.refused();
    return false;
  }

  void leave() {
    inside.decrementAndGet();
  }

  /// How many are under way.
  int inside() {
    return inside.get();
  }

  /// What moves with the pace of the requests.
  AdaptiveLimit limit() {
    return limit;
  }
}
