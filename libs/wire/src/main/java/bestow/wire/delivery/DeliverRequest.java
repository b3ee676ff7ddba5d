package bestow.wire.delivery;

import io.avaje.jsonb.Json;

/// `POST /v1/deliver`: deliver one order. Sent again it gives the first answer again, or goes on
/// where the order stands.
///
/// @param order its number
/// @param user whose
/// @param campaign the campaign's id
/// @param gift the gift's id
/// @param version of the published set that the claim was checked against; delivery waits for its
///     own copy to be as new
@Json
public record DeliverRequest(
    String order, String user, String campaign, String gift, long version) {
  public DeliverRequest {
    if (order.isEmpty()) throw new IllegalArgumentException("order is empty");
    if (user.isEmpty()) throw new IllegalArgumentException("user is empty");
    if (campaign.isEmpty()) throw new IllegalArgumentException("campaign is empty");
    if (gift.isEmpty()) throw new IllegalArgumentException("gift is empty");
  }
}
