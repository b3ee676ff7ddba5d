package bestow.wire.quota;

import io.avaje.jsonb.Json;

/// `POST /v1/stock`: how the stock of one gift stands.
///
/// @param campaign the campaign's id
/// @param gift the gift's id
/// @param buckets over how many buckets its stock is spread
@Json
public record StockRequest(String campaign, String gift, int buckets) {
  public StockRequest {
    if (campaign.isEmpty()) throw new IllegalArgumentException("campaign is empty");
    if (gift.isEmpty()) throw new IllegalArgumentException("gift is empty");
    if (buckets < 1 || buckets > 64)
      throw new IllegalArgumentException("buckets 1 to 64, was " + buckets);
  }
}
