package bestow.wire.gateway;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A claim as its user sees it. Members that do not apply are absent.
///
/// @param order the order number, or the bundle's own number
/// @param campaign the campaign's id
/// @param gift the gift's id, unless a bundle was claimed
/// @param bundle the bundle's id, where one was claimed
/// @param status `delivered`, `processing`, `refused` or `revoked`
/// @param receipt the provider's word, once delivered
/// @param deliveredAt ISO 8601, once delivered
/// @param promisedBy ISO 8601, while processing
/// @param reason why, once refused
/// @param repeated true when the same claim had been made before
/// @param parts the gifts of a bundle
@Json
public record ClaimAnswer(
    String order,
    String campaign,
    @Nullable String gift,
    @Nullable String bundle,
    String status,
    @Nullable String receipt,
    @Nullable String deliveredAt,
    @Nullable String promisedBy,
    @Nullable String reason,
    @Nullable Boolean repeated,
    @Nullable List<Part> parts) {

  /// Of the claim of a gift.
  public ClaimAnswer(
      String order,
      String campaign,
      String gift,
      String status,
      @Nullable String receipt,
      @Nullable String deliveredAt,
      @Nullable String promisedBy,
      @Nullable String reason,
      @Nullable Boolean repeated) {
    this(
        order,
        campaign,
        gift,
        null,
        status,
        receipt,
        deliveredAt,
        promisedBy,
        reason,
        repeated,
        null);
  }

  /// One of a bundle's gifts.
  ///
  /// @param order its order number
  /// @param gift the gift's id
  /// @param status `delivered`, `processing`, `refused` or `revoked`
  /// @param receipt the provider's word, once delivered
  @Json
  public record Part(String order, String gift, String status, @Nullable String receipt) {}
}
