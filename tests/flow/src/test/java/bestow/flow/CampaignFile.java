package bestow.flow;

import bestow.drills.Choice.Gift;
import bestow.drills.Choice.Mode;
import bestow.drills.Choice.Supply;
import bestow.drills.ProviderClass;
import java.time.Instant;
import java.time.ZoneOffset;

/// A campaign with one gift, as an operator writes it.
///
/// @param stock how many there are
/// @param daily how many a day
/// @param perUser how many a user may have
/// @param buckets over how many buckets
/// @param delivery how they are delivered
record CampaignFile(
    String id, String gift, int stock, int daily, int perUser, int buckets, Delivery delivery) {
  private static final Supply USUAL = new Supply(ProviderClass.ORDER_NUMBER, Mode.SYNC);

  CampaignFile(String id, String gift, int stock, int daily, int perUser, int buckets) {
    this(id, gift, stock, daily, perUser, buckets, new Delivery(USUAL, false, false, "4s"));
  }

  /// How gifts are delivered.
  ///
  /// @param revocable whether their provider takes them back
  /// @param refuses whether it is believed when it refuses; one with a limit of its own always is
  /// @param read how long it may take to answer
  record Delivery(Supply supply, boolean revocable, boolean refuses, String read) {
    private Delivery by(Supply other) {
      return new Delivery(other, revocable, refuses, read);
    }

    private String results() {
      return refuses || supply.provider().limitsAtSource()
          ? "\n    results: [{status: 200-299, member: receipt, result: delivered, receipt: receipt},"
              + " {status: 422, result: refused, reason: not-eligible}]"
          : "";
    }
  }

  /// One of a gift of its own, of which each user may have so many, from a provider that nobody
  /// waits for long.
  static CampaignFile hasty(String id, int stock, int perUser) {
    return hasty(id, new Gift(stock, perUser), USUAL);
  }

  /// The same, delivered so.
  static CampaignFile hasty(String id, Gift gift, Supply supply) {
    var delivery = new Delivery(supply, false, false, "1s");
    return new CampaignFile(
        id, "gift-of-" + id, gift.stock(), gift.stock(), gift.perUser(), 1, delivery);
  }

  /// One bucket and more than anybody needs.
  static CampaignFile ample(String id) {
    return new CampaignFile(id, "vip-day", 1_000_000, 1_000_000, 1000, 1);
  }

  /// As ample, of a gift for which nobody waits.
  static CampaignFile queued(String id) {
    return new CampaignFile(id, "later", 1_000_000, 1_000_000, 1000, 1).unawaited();
  }

  /// The same, of a gift for which nobody waits.
  CampaignFile unawaited() {
    var supply = new Supply(delivery.supply().provider(), Mode.ASYNC);
    return delivered(delivery.by(supply));
  }

  /// The same, from a provider that knows no order numbers, but can be asked about one.
  CampaignFile askable() {
    var supply = new Supply(ProviderClass.QUERY, delivery.supply().mode());
    return delivered(delivery.by(supply));
  }

  /// The same, from a provider that takes it back.
  CampaignFile revocable() {
    return delivered(new Delivery(delivery.supply(), true, delivery.refuses(), delivery.read()));
  }

  /// The same, from a provider that is believed when it refuses.
  CampaignFile refusable() {
    return delivered(new Delivery(delivery.supply(), delivery.revocable(), true, delivery.read()));
  }

  private CampaignFile delivered(Delivery other) {
    return new CampaignFile(id, gift, stock, daily, perUser, buckets, other);
  }

  String yaml(int providerPort) {
    // An offset in which it is noon: no day ends while the test runs.
    var utc = Instant.now().atOffset(ZoneOffset.UTC);
    var noon = ZoneOffset.ofHours(12 - utc.getHour());
    var from = utc.withOffsetSameInstant(noon).minusDays(1).withNano(0);
    return """
    campaign: %s
    window: {from: %s, to: %s}
    gifts:
      - {gift: %s, provider: sandbox, stock: %d, daily: %d, perUser: {limit: %d, per: campaign}, mode: %s, buckets: %d}
    providers:
      - provider: sandbox
        endpoint: http://127.0.0.1:%d/gifts
        idempotency: %s
        limitAtSource: %s
        revocable: %s
        timeouts: {connect: 1s, write: 1s, read: %s}
        readTimeoutCap: 2
        lane: fast
        promise: 30m%s
    security:
      thresholds:
        - {dimension: user, limit: 1000000, within: 60s, beyond: refuse}
        - {dimension: ip, limit: 1000000, within: 60s, beyond: refuse}
    """
        .formatted(
            id,
            from,
            from.plusDays(30),
            gift,
            stock,
            daily,
            perUser,
            delivery.supply().mode().word(),
            buckets,
            providerPort,
            delivery.supply().provider().idempotency(),
            delivery.supply().provider().limitsAtSource(),
            delivery.revocable(),
            delivery.read(),
            delivery.results());
  }
}
