package bestow.wire.gateway;

import io.avaje.jsonb.Json;

/// `POST /v1/claims`.
///
/// @param campaign the campaign's id
/// @param gift the gift's id
@Json
public record ClaimRequest(String campaign, String gift) {
  public ClaimRequest {
    if (campaign.isEmpty() || campaign.length() > 40)
      throw new IllegalArgumentException("campaign 1 to 40 characters");
    if (gift.isEmpty() || gift.length() > 40)
      throw new IllegalArgumentException("gift 1 to 40 characters");
  }
}
