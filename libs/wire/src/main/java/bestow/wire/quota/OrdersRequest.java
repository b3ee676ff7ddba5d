package bestow.wire.quota;

import io.avaje.jsonb.Json;
import java.util.List;

/// `POST /v1/orders`: a user's orders in one campaign.
///
/// @param campaign the campaign's id
/// @param user whose
/// @param gifts the campaign's gifts, 1 to 200
@Json
public record OrdersRequest(String campaign, String user, List<Bucketed> gifts) {
  public OrdersRequest {
    if (campaign.isEmpty()) throw new IllegalArgumentException("campaign is empty");
    if (user.isEmpty()) throw new IllegalArgumentException("user is empty");
    if (gifts.isEmpty() || gifts.size() > 200)
      throw new IllegalArgumentException("gifts 1 to 200, were " + gifts.size());
    gifts = List.copyOf(gifts);
  }

  /// A gift and how its stock is spread.
  ///
  /// @param gift the gift's id
  /// @param buckets over how many buckets
  @Json
  public record Bucketed(String gift, int buckets) {
    public Bucketed {
      if (gift.isEmpty()) throw new IllegalArgumentException("gift is empty");
      if (buckets < 1 || buckets > 64)
        throw new IllegalArgumentException("buckets 1 to 64, was " + buckets);
    }
  }
}
