package bestow.delivery;

/// What an order is for. Fixed with its first step, but for where it goes: that may change as long
/// as nothing of it can have landed.
///
/// @param user whose
/// @param campaign the campaign's id
/// @param gift the gift's id
/// @param quantity how many units
/// @param target which provider, and at which endpoint: attempts that may land twice never go to
///     another
/// @param promisedBy epoch milliseconds
record Asked(
    String user, String campaign, String gift, int quantity, String target, long promisedBy) {

  /// The same, delivered elsewhere.
  Asked at(String elsewhere) {
    return new Asked(user, campaign, gift, quantity, elsewhere, promisedBy);
  }

  /// Whether the other is about the same gift for the same user.
  boolean sameGift(Asked other) {
    return user.equals(other.user) && campaign.equals(other.campaign) && gift.equals(other.gift);
  }
}
