package bestow.delivery;

import bestow.wire.config.Lane;

/// What an order is for. Fixed with its first step, but for where it goes: that may change as long
/// as nothing of it can have landed.
///
/// @param user whose
/// @param campaign the campaign's id
/// @param gift the gift's id
/// @param quantity how many units
/// @param target which provider, and at which endpoint: attempts that may land twice never go to
///     another
/// @param lane whose workers look after it; stays, wherever it goes
/// @param promisedBy epoch milliseconds
record Asked(
    String user,
    String campaign,
    String gift,
    int quantity,
    String target,
    Lane lane,
    long promisedBy) {

  /// The same, delivered elsewhere.
  Asked at(String elsewhere) {
    return new Asked(user, campaign, gift, quantity, elsewhere, lane, promisedBy);
  }

  /// The same, promised anew.
  Asked by(long millis) {
    return new Asked(user, campaign, gift, quantity, target, lane, millis);
  }

  /// Whether the other is about the same gift for the same user.
  boolean sameGift(Asked other) {
    return user.equals(other.user) && campaign.equals(other.campaign) && gift.equals(other.gift);
  }
}
