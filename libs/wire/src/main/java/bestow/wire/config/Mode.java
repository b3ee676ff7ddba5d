package bestow.wire.config;

import io.avaje.jsonb.Json;

/// How the user gets the answer to a claim.
public enum Mode {
  /// Delivered while the user waits, as long as that goes.
  SYNC("sync"),
  /// Accepted at once, delivered by the promised time.
  ASYNC("async");

  private final String word;

  Mode(String word) {
    this.word = word;
  }

  /// The word on the wire and in a campaign file.
  @Json.Value
  public String word() {
    return word;
  }
}
