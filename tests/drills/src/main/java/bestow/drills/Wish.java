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
/// @param terms how it is delivered
/// @param crowd who claims it
record Wish(
    String campaign, int provider, int perSecond, int stock, int perUser, Terms terms, Who crowd) {
  /// How a gift is delivered.
  ///
  /// @param mode `sync` or `async`
  /// @param idempotency what its provider makes of an order number
  /// @param read how long its provider may take to answer
  record Terms(String mode, String idempotency, String read) {
    static final Terms USUAL = new Terms("sync", "order-number", "5s");
  }

  /// Who claims a gift.
  ///
  /// @param users how many at the most
  /// @param when from when on
  record Who(int users, When when) {
    static final Who ALL = new Who(Integer.MAX_VALUE, When.AT_ONCE);
  }

  /// When a crowd begins to claim.
  enum When {
    /// As soon as everything runs.
    AT_ONCE,
    /// When the drill calls it.
    CALLED
  }

  Wish(String campaign, int provider, int perSecond, int stock, int perUser) {
    this(campaign, provider, perSecond, stock, perUser, Terms.USUAL, Who.ALL);
  }

  /// The same, delivered so.
  Wish on(Terms other) {
    return new Wish(campaign, provider, perSecond, stock, perUser, other, crowd);
  }

  /// The same for so many users, who begin when they are called.
  Wish called(int users) {
    var who = new Who(users, When.CALLED);
    return new Wish(campaign, provider, perSecond, stock, perUser, terms, who);
  }

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
      - {gift: vip-day, provider: sandbox, stock: %d, perUser: {limit: %d, per: campaign}, mode: %s}
    providers:
      - provider: sandbox
        endpoint: %s
        idempotency: %s
        timeouts: {connect: 100ms, write: 200ms, read: %s}
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
            terms.mode(),
            gifts,
            terms.idempotency(),
            terms.read());
  }
}
