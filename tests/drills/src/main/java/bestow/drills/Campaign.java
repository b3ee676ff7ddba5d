package bestow.drills;

import bestow.drills.Crowd.Wish;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// The campaigns of drills: stock for all, and no limit that a drill would meet.
final class Campaign {
  private Campaign() {}

  /// The file of a crowd's campaign.
  ///
  /// @param provider where its gifts come from
  static String file(Wish wish, Instant now, URI provider) {
    var today = now.truncatedTo(ChronoUnit.SECONDS);
    return """
    campaign: %s
    window: {from: %s, to: %s}
    gifts:
      - {gift: vip-day, provider: sandbox, stock: 50000000, perUser: {limit: 1000, per: campaign}, mode: sync}
    providers:
      - provider: sandbox
        endpoint: %s
        idempotency: order-number
        timeouts: {connect: 100ms, write: 200ms, read: 5s}
        readTimeoutCap: 2
        lane: fast
        promise: 30m
    security:
      thresholds:
        - {dimension: user, limit: 1000000, within: 60s, beyond: refuse}
        - {dimension: ip, limit: 1000000, within: 60s, beyond: refuse}
    """
        .formatted(
            wish.campaign(),
            today.minus(1, ChronoUnit.HOURS),
            today.plus(1, ChronoUnit.DAYS),
            provider.resolve("/gifts"));
  }
}
