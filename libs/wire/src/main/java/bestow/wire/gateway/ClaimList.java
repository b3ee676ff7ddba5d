package bestow.wire.gateway;

import io.avaje.jsonb.Json;
import java.util.List;

/// `GET /v1/claims?campaign=ID`: the user's own claims in a campaign, newest first, at most 1,000.
@Json
public record ClaimList(List<ClaimAnswer> claims) {
  public ClaimList {
    claims = List.copyOf(claims);
  }
}
