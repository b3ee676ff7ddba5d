package bestow.wire.gateway;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// `POST /v1/claims`: of a gift, or of a bundle.
///
/// @param campaign the campaign's id
/// @param gift the gift's id; null where a bundle is claimed
/// @param bundle the bundle's id; null where a gift is claimed
@Json
public record ClaimRequest(String campaign, @Nullable String gift, @Nullable String bundle) {

  /// Of a gift.
  public ClaimRequest(String campaign, String gift) {
    this(campaign, gift, null);
  }

  public ClaimRequest {
    if (campaign.isEmpty() || campaign.length() > 40)
      throw new IllegalArgumentException("campaign 1 to 40 characters");
    if (gift != null && (gift.isEmpty() || gift.length() > 40))
      throw new IllegalArgumentException("gift 1 to 40 characters");
    if (bundle != null && (bundle.isEmpty() || bundle.length() > 40))
      throw new IllegalArgumentException("bundle 1 to 40 characters");
    if ((gift == null) == (bundle == null))
      throw new IllegalArgumentException("say either gift or bundle");
  }
}
