package bestow.wire.reporting;

import io.avaje.jsonb.Json;

/// How often something happened in one minute.
///
/// @param campaign the campaign's id
/// @param gift the gift's id
/// @param step of the claim
/// @param outcome a stable word, such as `delivered` or the code of a problem, at most 40
///     characters
/// @param minute epoch minutes
/// @param count how often, at least 1
@Json
public record Count(
    String campaign, String gift, Step step, String outcome, long minute, long count) {
  public Count {
    if (campaign.isEmpty()) throw new IllegalArgumentException("campaign is empty");
    if (step == null) throw new IllegalArgumentException("step is missing");
    if (outcome.isEmpty() || outcome.length() > 40)
      throw new IllegalArgumentException("outcome 1 to 40 characters");
    if (minute < 0) throw new IllegalArgumentException("minute >= 0, was " + minute);
    if (count < 1) throw new IllegalArgumentException("count >= 1, was " + count);
  }
}
