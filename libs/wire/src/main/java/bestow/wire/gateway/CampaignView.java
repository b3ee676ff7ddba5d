package bestow.wire.gateway;

import io.avaje.jsonb.Json;
import java.util.List;

/// A campaign as a user may see it: no providers, no limits of security.
///
/// @param campaign the campaign's id
/// @param from ISO 8601
/// @param to ISO 8601
/// @param status `upcoming`, `open` or `over`
/// @param gifts what can be claimed
/// @param bundles which of them can be claimed together
@Json
public record CampaignView(
    String campaign,
    String from,
    String to,
    String status,
    List<GiftView> gifts,
    List<BundleView> bundles) {
  public CampaignView {
    gifts = List.copyOf(gifts);
    bundles = List.copyOf(bundles);
  }

  /// Gifts that are given together, or none of them.
  ///
  /// @param bundle the bundle's id
  /// @param gifts their ids
  @Json
  public record BundleView(String bundle, List<String> gifts) {
    public BundleView {
      gifts = List.copyOf(gifts);
    }
  }

  /// A gift as a user may see it.
  ///
  /// @param gift the gift's id
  /// @param limit how many a user may have
  /// @param per over which time: `campaign`, `day` or `week`
  /// @param quantity how many units one claim delivers
  /// @param paid whether it is given for a partner's paid order alone
  @Json
  public record GiftView(String gift, int limit, String per, int quantity, boolean paid) {}
}
