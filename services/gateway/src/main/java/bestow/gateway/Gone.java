package bestow.gateway;

import bestow.mesh.Ticker;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/// Which gifts were gone a moment ago. Only the order in which the rooms are asked hangs on it.
/// Safe for use by many threads.
final class Gone {
  /// Far more than are gone at once; beyond it all are forgotten, and found gone once more.
  private static final int GIFTS_MAX = 10_000;

  private final ConcurrentHashMap<Gift, Long> till = new ConcurrentHashMap<>();
  private final Ticker ticker;
  private final long nanos;

  /// @param time how long it is remembered
  Gone(Ticker ticker, Duration time) {
    this.ticker = ticker;
    this.nanos = time.toNanos();
  }

  private record Gift(String campaign, String gift) {}

  /// A claim has just found its gift gone.
  void found(Claim claim) {
    if (till.size() >= GIFTS_MAX) {
      till.clear();
    }
    till.put(gift(claim), ticker.nanos() + nanos);
  }

  /// Whether the gift of a claim was gone a moment ago.
  boolean lately(Claim claim) {
    var gift = gift(claim);
    var end = till.get(gift);
    if (end != null && ticker.nanos() - end >= 0) {
      till.remove(gift, end);
      return false;
    }
    return end != null;
  }

  /// How many gifts are remembered.
  int size() {
    return till.size();
  }

  private static Gift gift(Claim claim) {
    return new Gift(claim.campaign(), claim.gift());
  }
}
