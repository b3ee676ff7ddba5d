package bestow.wire.config;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;

/// One published revision as its operator sees it: the answer of `POST
/// /v1/campaigns/{campaign}/publish` and `GET /v1/campaigns/{campaign}/revisions/{revision}`.
///
/// @param revision from 1, counted per campaign
/// @param version the version of the published set that it came with: a gateway that holds this
///     version or a newer one knows it
/// @param publishedAt when
/// @param draft the file, to the letter as it was written
/// @param campaign what was read from it
/// @param findings what the check rules say of it
@Json
public record CampaignRevision(
    int revision,
    long version,
    Instant publishedAt,
    String draft,
    Campaign campaign,
    List<Finding> findings) {
  public CampaignRevision {
    findings = List.copyOf(findings);
  }
}
