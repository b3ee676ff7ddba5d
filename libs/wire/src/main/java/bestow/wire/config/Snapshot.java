package bestow.wire.config;

import io.avaje.jsonb.Json;
import java.util.List;

/// All that is published, as one consistent set: the answer of `GET
/// /v1/published?after=VERSION&wait=SECONDSs`.
///
/// @param version of the whole set; grows by one with each publication, 0 while nothing is
///     published
/// @param campaigns the newest revision of each campaign
@Json
public record Snapshot(long version, List<Published> campaigns) {
  public Snapshot {
    if (version < 0) throw new IllegalArgumentException("version >= 0, was " + version);
    campaigns = List.copyOf(campaigns);
  }
}
