package bestow.wire.config;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// A gift type offered in a campaign.
///
/// @param gift its id within the campaign, `[a-z0-9-]{1,40}`
/// @param provider who delivers it
/// @param stock how many there are, 1 to 1,000,000,000
/// @param daily how many a day at most; null for no daily limit
/// @param perUser how many a user may have
/// @param mode whether the user waits for the delivery
/// @param quantity how many units one claim delivers, 1 to 1,000
/// @param buckets over how many buckets the stock is spread, 1 to 64; fixed once published
/// @param paid whether it is given for a partner's paid order alone, and no user may claim it
@Json
public record Gift(
    String gift,
    String provider,
    long stock,
    @Nullable Long daily,
    PerUser perUser,
    Mode mode,
    int quantity,
    int buckets,
    boolean paid) {
  public Gift {
    if (gift.isEmpty()) throw new IllegalArgumentException("gift is empty");
    if (stock < 1) throw new IllegalArgumentException("stock >= 1, was " + stock);
    if (daily != null && daily < 1) throw new IllegalArgumentException("daily >= 1, was " + daily);
    if (quantity < 1) throw new IllegalArgumentException("quantity >= 1, was " + quantity);
    if (buckets < 1 || buckets > 64)
      throw new IllegalArgumentException("buckets 1 to 64, was " + buckets);
  }

  /// How many a user may have.
  ///
  /// @param limit 1 to 1,000
  /// @param per over which time
  @Json
  public record PerUser(int limit, Period per) {
    public PerUser {
      if (limit < 1 || limit > 1000)
        throw new IllegalArgumentException("perUser.limit 1 to 1,000, was " + limit);
    }
  }
}
