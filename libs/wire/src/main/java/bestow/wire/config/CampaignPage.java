package bestow.wire.config;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of the campaigns that operators have: the answer of `GET
/// /v1/campaigns?after=ID&limit=N`.
///
/// @param campaigns by id
/// @param next what to give as `after` for the next page; null on the last
@Json
public record CampaignPage(List<Entry> campaigns, @Nullable String next) {
  public CampaignPage {
    campaigns = List.copyOf(campaigns);
  }

  /// One campaign.
  ///
  /// @param campaign its id
  /// @param savedAt when its draft was written
  /// @param published the newest revision; null while there is none
  @Json
  public record Entry(String campaign, Instant savedAt, @Nullable Integer published) {}
}
