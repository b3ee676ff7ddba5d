package bestow.gateway;

import bestow.wire.config.Campaign;
import bestow.wire.config.Gift;
import bestow.wire.gateway.CampaignList;
import bestow.wire.gateway.CampaignView;
import bestow.wire.gateway.CampaignView.BundleView;
import bestow.wire.gateway.CampaignView.GiftView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// The campaigns as users see them, from gateway's own copy.
final class Shop {
  private static final int LISTED_MAX = 1000;

  private final Supplier<Campaigns> campaigns;
  private final InstantSource clock;

  Shop(Supplier<Campaigns> campaigns, InstantSource clock) {
    this.campaigns = campaigns;
    this.clock = clock;
  }

  /// Every campaign that is not over, by id.
  CampaignList all() {
    Instant now = clock.instant();
    return new CampaignList(
        campaigns.get().all().stream()
            .filter(campaign -> now.isBefore(campaign.window().to().toInstant()))
            .limit(LISTED_MAX)
            .map(campaign -> view(campaign, now))
            .toList());
  }

  /// One campaign, over or not.
  Optional<CampaignView> one(String id) {
    return campaigns.get().campaign(id).map(campaign -> view(campaign, clock.instant()));
  }

  private static CampaignView view(Campaign campaign, Instant now) {
    var window = campaign.window();
    return new CampaignView(
        campaign.campaign(),
        window.from().toString(),
        window.to().toString(),
        status(campaign, now),
        campaign.gifts().stream().map(Shop::view).toList(),
        campaign.bundles().stream()
            .map(bundle -> new BundleView(bundle.bundle(), bundle.gifts()))
            .toList());
  }

  private static String status(Campaign campaign, Instant now) {
    if (now.isBefore(campaign.window().from().toInstant())) return "upcoming";
    return now.isBefore(campaign.window().to().toInstant()) ? "open" : "over";
  }

  private static GiftView view(Gift gift) {
    var perUser = gift.perUser();
    return new GiftView(
        gift.gift(), perUser.limit(), perUser.per().word(), gift.quantity(), gift.paid());
  }
}
