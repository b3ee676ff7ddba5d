package bestow.quota;

import bestow.wire.config.Period;
import bestow.wire.quota.HoldRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Claims for tests: of alice, for a gift of which there are ten, one a user, in one bucket. Each
/// `with` gives another one.
///
/// @param gift which gift
/// @param user whose
/// @param key empty for none; behind `paid:` what the shop calls an order that it was paid for
/// @param limits the rules
/// @param insteadOf the order of the key that was made void
record Claims(
    GiftId gift,
    String user,
    String key,
    HoldRequest.Limits limits,
    Optional<OrderNumber> insteadOf) {
  private static final AtomicInteger GIFTS = new AtomicInteger();

  /// A claim for a gift that no other test has.
  static Claims fresh() {
    return new Claims(
        new GiftId("spring", "vip-" + GIFTS.incrementAndGet()),
        "alice",
        "",
        new HoldRequest.Limits(1, 10, null, 1, Period.CAMPAIGN, 1, 28_800, null),
        Optional.empty());
  }

  Claims by(String name) {
    return new Claims(gift, name, key, limits, insteadOf);
  }

  Claims of(GiftId other) {
    return new Claims(other, user, key, limits, insteadOf);
  }

  Claims keyed(String with) {
    return new Claims(gift, user, with, limits, insteadOf);
  }

  /// By one who was told that the order of the key is void.
  Claims insteadOf(OrderNumber order) {
    return new Claims(gift, user, key, limits, Optional.of(order));
  }

  Claims perUser(int limit, Period period) {
    return limits(
        new HoldRequest.Limits(
            limits.revision(),
            limits.stock(),
            limits.daily(),
            limit,
            period,
            limits.buckets(),
            limits.offsetSeconds(),
            limits.endsAt()));
  }

  Claims stock(int revision, long stock, int buckets) {
    return stock(revision, stock, limits.daily(), buckets);
  }

  Claims stock(int revision, long stock, @Nullable Long daily, int buckets) {
    return limits(
        new HoldRequest.Limits(
            revision,
            stock,
            daily,
            limits.perUser(),
            limits.period(),
            buckets,
            limits.offsetSeconds(),
            limits.endsAt()));
  }

  /// Of a campaign that ends then.
  Claims ending(long endsAt) {
    return limits(
        new HoldRequest.Limits(
            limits.revision(),
            limits.stock(),
            limits.daily(),
            limits.perUser(),
            limits.period(),
            limits.buckets(),
            limits.offsetSeconds(),
            endsAt));
  }

  Claims limits(HoldRequest.Limits other) {
    return new Claims(gift, user, key, other, insteadOf);
  }

  Claim claim() {
    return new Claim(gift, new UserId(user), claimKey(), limits, insteadOf);
  }

  private ClaimKey claimKey() {
    if (key.isEmpty()) return ClaimKey.NONE;
    return key.startsWith("paid:")
        ? ClaimKey.paid("shop", key.substring("paid:".length()))
        : ClaimKey.of(key);
  }

  /// The attempt to take it, held at a moment of this period and day.
  Taking taking(String label, String date) {
    return taking(
        new Taking.Moment(1_800_000_000_000L, 1_800_000_060_000L, life().keptTill(), label, date));
  }

  /// The attempt to take it in the campaign's only period.
  Taking taking() {
    return taking("c", "2026-11-21");
  }

  private Life life() {
    return Life.of(limits, Duration.ofDays(30));
  }

  private Taking taking(Taking.Moment moment) {
    var claim = claim();
    int bucket = claim.bucket();
    var prefix =
        new OrderNumbers("a secret of thirty-two characters")
            .prefix(gift, claim.user(), moment.label(), Layout.shard(gift, bucket));
    return new Taking(claim, bucket, moment, prefix);
  }
}
