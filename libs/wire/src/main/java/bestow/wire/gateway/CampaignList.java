package bestow.wire.gateway;

import io.avaje.jsonb.Json;
import java.util.List;

/// `GET /v1/campaigns`: every published campaign that is not over, by id, at most 1,000.
@Json
public record CampaignList(List<CampaignView> campaigns) {
  public CampaignList {
    campaigns = List.copyOf(campaigns);
  }
}
