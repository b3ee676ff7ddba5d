package bestow.wire.config;

import bestow.wire.security.Threshold;
import io.avaje.jsonb.Json;
import java.util.List;

/// A campaign's own limits.
///
/// @param thresholds at most one a dimension; the platform's own hold for the others
/// @param whenDown what a claim meets when security gives no verdict
@Json
public record Security(List<Threshold> thresholds, WhenDown whenDown) {
  /// No limits of its own; closed when security is down.
  public static final Security NONE = new Security(List.of(), WhenDown.CLOSED);

  public Security {
    thresholds = List.copyOf(thresholds);
  }
}
