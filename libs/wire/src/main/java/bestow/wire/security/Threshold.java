package bestow.wire.security;

import io.avaje.jsonb.Json;

/// At most so many claims in a sliding window.
///
/// @param dimension counted by what
/// @param limit claims let through in any window, 1 to 1,000,000
/// @param seconds the window's length, 1 to 86,400
/// @param beyond what a claim beyond the limit meets
@Json
public record Threshold(Dimension dimension, int limit, int seconds, Beyond beyond) {
  public Threshold {
    if (dimension == null)
      throw new IllegalArgumentException("dimension is missing: user, ip or device");
    if (limit < 1 || limit > 1_000_000)
      throw new IllegalArgumentException("limit 1 to 1,000,000, was " + limit);
    if (seconds < 1 || seconds > 86_400)
      throw new IllegalArgumentException("seconds 1 to 86,400, was " + seconds);
    if (beyond == null)
      throw new IllegalArgumentException("beyond is missing: refuse or challenge");
  }

  /// What a claim beyond the limit meets.
  public enum Beyond {
    REFUSE("refuse"),
    CHALLENGE("challenge");

    private final String word;

    Beyond(String word) {
      this.word = word;
    }

    /// The word on the wire.
    @Json.Value
    public String word() {
      return word;
    }
  }
}
