package bestow.wire.reporting;

import io.avaje.jsonb.Json;
import java.util.List;

/// The answer of `GET /v1/campaigns/{id}/counts?from=&to=`: what happened in a campaign, summed
/// over the asked time.
///
/// @param campaign the campaign's id
/// @param from the first minute counted, ISO 8601
/// @param to the first minute not counted, ISO 8601
/// @param counts one line a gift, step and outcome
@Json
public record Counts(String campaign, String from, String to, List<Line> counts) {
  public Counts {
    counts = List.copyOf(counts);
  }

  /// One gift, step and outcome.
  ///
  /// @param gift the gift's id
  /// @param step of the claim
  /// @param outcome a stable word
  /// @param count how often
  @Json
  public record Line(String gift, Step step, String outcome, long count) {}
}
