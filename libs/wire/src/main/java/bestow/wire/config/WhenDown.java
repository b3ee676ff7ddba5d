package bestow.wire.config;

import io.avaje.jsonb.Json;

/// What a claim meets when security gives no verdict.
public enum WhenDown {
  /// Refused as unavailable.
  CLOSED("closed"),
  /// Let through.
  OPEN("open");

  private final String word;

  WhenDown(String word) {
    this.word = word;
  }

  /// The word on the wire and in a campaign file.
  @Json.Value
  public String word() {
    return word;
  }
}
