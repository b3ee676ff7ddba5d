package bestow.quota;

import bestow.wire.quota.HoldRequest;
import java.util.Optional;

/// A user's wish for one gift, and the rules it is held under.
///
/// @param gift which gift
/// @param user whose wish
/// @param key which of the user's claims, in the client's words
/// @param limits the rules, as the campaign's revision has them
/// @param insteadOf the order that the key stands for, where that will never be delivered
record Claim(
    GiftId gift,
    UserId user,
    ClaimKey key,
    HoldRequest.Limits limits,
    Optional<OrderNumber> insteadOf) {
  private static final long UNITS_MAX = 1_000_000_000;
  private static final int PER_USER_MAX = 1_000;

  Claim {
    check("stock", limits.stock(), UNITS_MAX);
    check("daily", limits.daily() == null ? 1 : limits.daily(), UNITS_MAX);
    check("perUser", limits.perUser(), PER_USER_MAX);
  }

  /// The claim that a request makes.
  ///
  /// @throws IllegalArgumentException with a sentence, where the request is not fit
  static Claim of(HoldRequest request) {
    return new Claim(
        new GiftId(request.campaign(), request.gift()),
        new UserId(request.user()),
        key(request),
        request.limits(),
        Optional.ofNullable(request.insteadOf()).map(OrderNumber::new));
  }

  private static ClaimKey key(HoldRequest request) {
    var key = request.key();
    var partner = request.partner();
    if (key == null) return ClaimKey.NONE;
    return partner == null ? ClaimKey.of(key) : ClaimKey.paid(partner, key);
  }

  /// The bucket that the user always has.
  int bucket() {
    return Layout.bucket(gift, user, limits.buckets());
  }

  private static void check(String member, long value, long max) {
    if (value > max) {
      throw new IllegalArgumentException(
          "limits.%s is 1 to %,d, was %d".formatted(member, max, value));
    }
  }
}
