package bestow.wire.config;

import io.avaje.jsonb.Json;

/// One published revision of a campaign; it never changes.
///
/// @param revision from 1, counted per campaign
/// @param campaign what was published
@Json
public record Published(int revision, Campaign campaign) {
  public Published {
    if (revision < 1) throw new IllegalArgumentException("revision >= 1, was " + revision);
    if (campaign == null) throw new IllegalArgumentException("campaign is missing");
  }
}
