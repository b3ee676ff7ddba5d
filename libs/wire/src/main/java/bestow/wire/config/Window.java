package bestow.wire.config;

import io.avaje.jsonb.Json;
import java.time.OffsetDateTime;

/// When a campaign can be claimed. The offset of `from` is the campaign's own: its days and weeks
/// begin by it.
///
/// @param from the first instant
/// @param to the first instant after it
@Json
public record Window(OffsetDateTime from, OffsetDateTime to) {
  public Window {
    if (!from.isBefore(to))
      throw new IllegalArgumentException("from before to, was " + from + " and " + to);
  }
}
