package bestow.wire.security;

import io.avaje.jsonb.Json;

/// What claims are counted by.
public enum Dimension {
  USER("user"),
  IP("ip"),
  DEVICE("device");

  private final String word;

  Dimension(String word) {
    this.word = word;
  }

  /// The word on the wire, in a campaign file and in metrics.
  @Json.Value
  public String word() {
    return word;
  }
}
