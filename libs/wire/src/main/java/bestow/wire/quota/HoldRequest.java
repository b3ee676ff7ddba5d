package bestow.wire.quota;

import bestow.wire.config.Period;
import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// `POST /v1/hold`: hold one gift for a user. While the user's order for this gift is open, the
/// same order comes back.
///
/// @param campaign the campaign's id
/// @param gift the gift's id
/// @param user whose claim
/// @param key the claim's Idempotency-Key; null where the client sent none
/// @param limits the rules it is held under
/// @param partner whose paid order the key names, in all campaigns and for all users; it has an
///     order of its own, never another claim's. null for a user's own claim
/// @param insteadOf the order that the key stands for, which delivery has made void: once it is
///     released, another one takes its place. null where none is known
@Json
public record HoldRequest(
    String campaign,
    String gift,
    String user,
    @Nullable String key,
    Limits limits,
    @Nullable String partner,
    @Nullable String insteadOf) {
  public HoldRequest {
    if (campaign.isEmpty()) throw new IllegalArgumentException("campaign is empty");
    if (gift.isEmpty()) throw new IllegalArgumentException("gift is empty");
    if (user.isEmpty()) throw new IllegalArgumentException("user is empty");
    if (limits == null) throw new IllegalArgumentException("limits is missing");
    if (partner != null && key == null)
      throw new IllegalArgumentException("key is missing: a partner's order has one");
    if (insteadOf != null && key == null)
      throw new IllegalArgumentException("key is missing: it stands for the order insteadOf");
  }

  /// The rules of one gift, as its campaign's revision has them.
  ///
  /// @param revision the campaign's revision; quota never goes back to an older one's stock
  /// @param stock configured for the whole campaign
  /// @param daily configured per day; null for no daily limit
  /// @param perUser how many a user may have in `period`
  /// @param period over which time
  /// @param buckets over how many buckets the stock is spread
  /// @param offsetSeconds of the campaign's days from UTC
  /// @param endsAt epoch milliseconds: when the campaign ends; null where the caller doesn't know
  @Json
  public record Limits(
      int revision,
      long stock,
      @Nullable Long daily,
      int perUser,
      Period period,
      int buckets,
      int offsetSeconds,
      @Nullable Long endsAt) {
    public Limits {
      if (revision < 1) throw new IllegalArgumentException("revision >= 1, was " + revision);
      if (stock < 1) throw new IllegalArgumentException("stock >= 1, was " + stock);
      if (daily != null && daily < 1)
        throw new IllegalArgumentException("daily >= 1, was " + daily);
      if (perUser < 1) throw new IllegalArgumentException("perUser >= 1, was " + perUser);
      if (period == null)
        throw new IllegalArgumentException("period is missing: campaign, day or week");
      if (buckets < 1 || buckets > 64)
        throw new IllegalArgumentException("buckets 1 to 64, was " + buckets);
      if (offsetSeconds < -64_800 || offsetSeconds > 64_800)
        throw new IllegalArgumentException("offsetSeconds -64,800 to 64,800, was " + offsetSeconds);
      if (endsAt != null && endsAt < 1)
        throw new IllegalArgumentException("endsAt >= 1, was " + endsAt);
    }
  }
}
