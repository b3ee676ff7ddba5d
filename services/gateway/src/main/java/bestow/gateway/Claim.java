package bestow.gateway;

import org.jspecify.annotations.Nullable;

/// A claim as it came through the door; its shape is checked, nothing else.
///
/// @param token of the session that claims
/// @param campaign the campaign's id
/// @param gift the gift's id; empty where a bundle is claimed
/// @param bundle the bundle's id; empty where a gift is claimed
/// @param key the Idempotency-Key; null where none was sent; a partner's own name for a paid order
/// @param ip the peer's address
/// @param device the device's id; empty where none was sent
/// @param partner who was paid for it; null where its user claims it
record Claim(
    String token,
    String campaign,
    String gift,
    String bundle,
    @Nullable String key,
    String ip,
    String device,
    @Nullable String partner) {

  /// Whether it is of a bundle.
  boolean isBundle() {
    return !bundle.isEmpty();
  }

  /// What is claimed: the id of the gift, or of the bundle, which are unlike each other.
  String what() {
    return isBundle() ? bundle : gift;
  }

  /// The claim of one gift of the bundle. Its key is one of its own, since quota binds a key to one
  /// gift.
  Claim part(String one) {
    var own = key == null ? null : BundleNumber.digest(key + "\n" + bundle + "\n" + one);
    return new Claim(token, campaign, one, "", own, ip, device, partner);
  }
}
