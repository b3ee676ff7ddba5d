package bestow.wire.quota;

import io.avaje.jsonb.Json;
import java.util.List;

/// `POST /v1/outlook`: which of these claims would find their gift gone? Nothing is held.
///
/// @param claims 1 to 50
@Json
public record OutlookRequest(List<HoldRequest> claims) {
  /// How many claims are asked about at once at the most.
  public static final int CLAIMS_MAX = 50;

  public OutlookRequest {
    if (claims.isEmpty() || claims.size() > CLAIMS_MAX)
      throw new IllegalArgumentException("claims 1 to 50, were " + claims.size());
    claims = List.copyOf(claims);
  }
}
