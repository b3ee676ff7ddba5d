package bestow.wire.gateway;

import io.avaje.jsonb.Json;

/// `POST /v1/paid-orders`: one order that a partner was paid for.
///
/// @param id the partner's own name for it; sent again under the same id it is the same order
/// @param sequence its number in the partner's stream, without gaps
/// @param paidAt ISO 8601
/// @param user who paid, by the name that the identity provider gives them
/// @param campaign the campaign's id
/// @param gift the gift's id
@Json
public record PaidOrderRequest(
    String id, long sequence, String paidAt, String user, String campaign, String gift) {
  public PaidOrderRequest {
    if (id.isEmpty() || id.length() > 128)
      throw new IllegalArgumentException("id 1 to 128 characters");
    if (sequence < 1 || sequence >= 1L << 53)
      throw new IllegalArgumentException("sequence 1 to 2^53 - 1, was " + sequence);
    if (paidAt.isEmpty() || paidAt.length() > 40)
      throw new IllegalArgumentException("paidAt 1 to 40 characters");
    if (user.isEmpty() || user.length() > 256)
      throw new IllegalArgumentException("user 1 to 256 characters");
    if (campaign.isEmpty() || campaign.length() > 40)
      throw new IllegalArgumentException("campaign 1 to 40 characters");
    if (gift.isEmpty() || gift.length() > 40)
      throw new IllegalArgumentException("gift 1 to 40 characters");
  }
}
