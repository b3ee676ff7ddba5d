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
/// @param part of which bundle it is
record Asked(
    String user,
    String campaign,
    String gift,
    int quantity,
    String target,
    Lane lane,
    long promisedBy,
    PartOf part) {

  /// What an order is for that is claimed by itself.
  Asked(
      String user,
      String campaign,
      String gift,
      int quantity,
      String target,
      Lane lane,
      long promisedBy) {
    this(user, campaign, gift, quantity, target, lane, promisedBy, PartOf.NONE);
  }

  /// The same, delivered elsewhere.
  Asked at(String elsewhere) {
    return new Asked(user, campaign, gift, quantity, elsewhere, lane, promisedBy, part);
  }

  /// The same, promised anew.
  Asked by(long millis) {
    return new Asked(user, campaign, gift, quantity, target, lane, millis, part);
  }

  /// The same, as part of a bundle.
  Asked partOf(PartOf bundle) {
    return new Asked(user, campaign, gift, quantity, target, lane, promisedBy, bundle);
  }

  /// Whether the other is about the same gift for the same user.
  boolean sameGift(Asked other) {
    return user.equals(other.user) && campaign.equals(other.campaign) && gift.equals(other.gift);
  }

  /// Whether the other is about the same gift for the same user, by itself or in the same bundle.
  boolean sameClaim(Asked other) {
    return sameGift(other) && part.bundle().equals(other.part.bundle());
  }
}
