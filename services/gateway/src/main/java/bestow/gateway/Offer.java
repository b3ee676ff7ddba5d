package bestow.gateway;

import bestow.wire.config.Gift;
import bestow.wire.config.Provider;
import bestow.wire.config.Published;
import bestow.wire.config.Security;
import bestow.wire.quota.HoldRequest.Limits;
import java.time.Instant;

/// One gift of one published campaign, with all that a claim of it needs worked out beforehand.
///
/// @param from the first instant at which it can be claimed
/// @param to the first instant at which it no longer can
/// @param gift the gift
/// @param provider who delivers it
/// @param security the campaign's own limits
/// @param limits what quota holds it under
/// @param version of the published set that it is from
record Offer(
    Instant from,
    Instant to,
    Gift gift,
    Provider provider,
    Security security,
    Limits limits,
    long version) {

  static Offer of(Published published, Gift gift, long version) {
    var campaign = published.campaign();
    var provider =
        campaign.providers().stream()
            .filter(each -> each.provider().equals(gift.provider()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        campaign.campaign()
                            + ": gift "
                            + gift.gift()
                            + " names the provider "
                            + gift.provider()
                            + ", which the campaign does not declare"));
    var window = campaign.window();
    var limits =
        new Limits(
            published.revision(),
            gift.stock(),
            gift.daily(),
            gift.perUser().limit(),
            gift.perUser().per(),
            gift.buckets(),
            window.from().getOffset().getTotalSeconds(),
            window.to().toInstant().toEpochMilli());
    return new Offer(
        window.from().toInstant(),
        window.to().toInstant(),
        gift,
        provider,
        campaign.security(),
        limits,
        version);
  }
}
