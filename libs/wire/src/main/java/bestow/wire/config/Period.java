package bestow.wire.config;

import io.avaje.jsonb.Json;

/// Over which time a per-user limit counts, in the campaign's own offset.
public enum Period {
  /// The campaign's whole life.
  CAMPAIGN("campaign"),
  /// A calendar day.
  DAY("day"),
  /// A week from Monday.
  WEEK("week");

  private final String word;

  Period(String word) {
    this.word = word;
  }

  /// The word on the wire and in a campaign file.
  @Json.Value
  public String word() {
    return word;
  }
}
