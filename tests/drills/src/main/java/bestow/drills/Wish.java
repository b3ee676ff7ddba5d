package bestow.drills;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What a crowd wants: the gift `vip-day` of a campaign of its own.
///
/// @param campaign its name
/// @param provider which of the providers delivers it, from 1
/// @param perSecond how many claims a second
/// @param stock how many there are
/// @param perUser how many of them a user may have
record Wish(String campaign, int provider, int perSecond, int stock, int perUser) {
  /// More for everybody than a drill gives away.
  static Wish ample(String campaign, int provider, int perSecond) {
    return new Wish(campaign, provider, perSecond, 50_000_000, 1_000);
  }

  /// The file of its campaign.
  ///
  /// @param gifts where its provider is
  String file(Instant now, URI gifts) {
    var today = now.truncatedTo(ChronoUnit.SECONDS);
    return """
    campaign: %s
    window: {from: %s, to: %s}
    gifts:
      - {gift: vip-day, provider: sandbox, stock: %d, perUser: {limit: %d, per: campaign}, mode: sync}
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
            campaign,
            today.minus(1, ChronoUnit.HOURS),
            today.plus(1, ChronoUnit.DAYS),
            stock,
            perUser,
            gifts);
  }
}
