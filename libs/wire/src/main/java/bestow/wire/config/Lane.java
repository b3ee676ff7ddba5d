package bestow.wire.config;

import io.avaje.jsonb.Json;

/// Fast and slow providers never share workers.
public enum Lane {
  /// Answers in about a second.
  FAST("fast"),
  /// Takes its time.
  SLOW("slow");

  private final String word;

  Lane(String word) {
    this.word = word;
  }

  /// The word on the wire and in a campaign file.
  @Json.Value
  public String word() {
    return word;
  }
}
