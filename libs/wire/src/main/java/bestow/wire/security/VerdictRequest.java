package bestow.wire.security;

import io.avaje.jsonb.Json;
import java.util.List;

/// `POST /v1/verdict`: may this claim go on? Counts the claim against every limit that applies.
///
/// @param user who claims
/// @param ip the peer's address as the edge saw it
/// @param device the device's id, empty where the client sent none
/// @param campaign limits are counted per campaign
/// @param thresholds the campaign's own limits; where it names none for a dimension, security's
///     settings hold
@Json
public record VerdictRequest(
    String user, String ip, String device, String campaign, List<Threshold> thresholds) {
  public VerdictRequest {
    if (user.isEmpty()) throw new IllegalArgumentException("user is empty");
    if (ip.isEmpty()) throw new IllegalArgumentException("ip is empty");
    if (campaign.isEmpty()) throw new IllegalArgumentException("campaign is empty");
    device = device == null ? "" : device;
    thresholds = thresholds == null ? List.of() : List.copyOf(thresholds);
  }
}
