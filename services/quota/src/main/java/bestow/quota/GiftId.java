package bestow.quota;

import java.util.regex.Pattern;

/// One gift of one campaign.
///
/// @param campaign the campaign's id, `[a-z0-9-]{1,40}`
/// @param gift the gift's id within it, likewise
record GiftId(String campaign, String gift) {
  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");

  GiftId {
    check("campaign", campaign);
    check("gift", gift);
  }

  /// Its name within a store's keys and records; neither id holds a colon.
  String name() {
    return campaign + ":" + gift;
  }

  /// The gift of that name.
  static GiftId named(String name) {
    int colon = name.indexOf(':');
    return new GiftId(name.substring(0, Math.max(colon, 0)), name.substring(colon + 1));
  }

  static void check(String member, String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          member + " is 1 to 40 of a-z, 0-9 and -, was " + Shown.of(id));
    }
  }
}
