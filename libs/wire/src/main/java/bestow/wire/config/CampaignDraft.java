package bestow.wire.config;

import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A campaign as its operator has it: the answer of `GET` and `PUT /v1/campaigns/{campaign}`. The
/// `ETag` beside it is the draft's; publishing does not change it.
///
/// @param campaign its id
/// @param draft the file, to the letter as it was written
/// @param savedAt when the draft was written
/// @param published the newest revision; null while there is none
/// @param findings what the check rules say of the draft
@Json
public record CampaignDraft(
    String campaign,
    String draft,
    Instant savedAt,
    @Nullable Integer published,
    List<Finding> findings) {
  public CampaignDraft {
    findings = List.copyOf(findings);
  }
}
