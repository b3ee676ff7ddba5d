package bestow.wire.config;

import io.avaje.jsonb.Json;
import java.util.List;

/// A campaign as an operator wrote it. Checked where it is written (config); a reader may rely on
/// it.
///
/// @param campaign its id, `[a-z0-9-]{1,40}`
/// @param window when it can be claimed
/// @param gifts what can be claimed, 1 to 200
/// @param bundles which of them are claimed together, at most 50
/// @param providers who delivers, 1 to 50
/// @param security its own limits
@Json
public record Campaign(
    String campaign,
    Window window,
    List<Gift> gifts,
    List<Bundle> bundles,
    List<Provider> providers,
    Security security) {

  /// One without bundles.
  public Campaign(
      String campaign,
      Window window,
      List<Gift> gifts,
      List<Provider> providers,
      Security security) {
    this(campaign, window, gifts, List.of(), providers, security);
  }

  public Campaign {
    if (campaign.isEmpty()) throw new IllegalArgumentException("campaign is empty");
    if (window == null) throw new IllegalArgumentException("window is missing");
    gifts = List.copyOf(gifts);
    // Copies of campaigns from before there were bundles have none.
    bundles = bundles == null ? List.of() : List.copyOf(bundles);
    providers = List.copyOf(providers);
    security = security == null ? Security.NONE : security;
  }
}
