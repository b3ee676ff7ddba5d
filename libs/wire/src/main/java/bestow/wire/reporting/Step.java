package bestow.wire.reporting;

import io.avaje.jsonb.Json;

/// The step of a claim that an event tells of.
public enum Step {
  /// Who is it?
  SESSION("session"),
  /// May they?
  SECURITY("security"),
  /// Under which rules?
  CAMPAIGN("campaign"),
  /// Hold one.
  QUOTA("quota"),
  /// Deliver it.
  DELIVERY("delivery"),
  /// The claim as a whole, as the user was answered.
  CLAIM("claim");

  private final String word;

  Step(String word) {
    this.word = word;
  }

  /// The word on the wire and in a campaign file.
  @Json.Value
  public String word() {
    return word;
  }
}
