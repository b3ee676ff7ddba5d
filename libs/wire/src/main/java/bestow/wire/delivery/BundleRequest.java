package bestow.wire.delivery;

import io.avaje.jsonb.Json;
import java.util.List;

/// `POST /v1/bundle`: deliver the orders of a bundle, all or none. Sent again it gives the first
/// answer again, or goes on where the bundle stands.
///
/// @param order the bundle's own number
/// @param user whose
/// @param campaign the campaign's id
/// @param bundle the bundle's id
/// @param parts 2 to 10 of them, of gifts that are all different
/// @param version of the published set that the claim was checked against
@Json
public record BundleRequest(
    String order, String user, String campaign, String bundle, List<Part> parts, long version) {

  /// How many parts a bundle may have.
  public static final int PARTS_MAX = 10;

  public BundleRequest {
    if (order.isEmpty()) throw new IllegalArgumentException("order is empty");
    if (user.isEmpty()) throw new IllegalArgumentException("user is empty");
    if (campaign.isEmpty()) throw new IllegalArgumentException("campaign is empty");
    if (bundle.isEmpty()) throw new IllegalArgumentException("bundle is empty");
    if (parts.size() < 2 || parts.size() > PARTS_MAX)
      throw new IllegalArgumentException("parts 2 to " + PARTS_MAX + ", were " + parts.size());
    if (parts.stream().map(Part::gift).distinct().count() < parts.size())
      throw new IllegalArgumentException("parts of the same gift");
    if (parts.stream().map(Part::order).distinct().count() < parts.size())
      throw new IllegalArgumentException("parts of the same order");
    parts = List.copyOf(parts);
  }

  /// One of its gifts.
  ///
  /// @param order the number of the order that is held for it
  /// @param gift the gift's id
  @Json
  public record Part(String order, String gift) {
    public Part {
      if (order.isEmpty()) throw new IllegalArgumentException("order is empty");
      if (gift.isEmpty()) throw new IllegalArgumentException("gift is empty");
    }
  }
}
