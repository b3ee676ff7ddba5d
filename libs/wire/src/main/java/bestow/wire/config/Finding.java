package bestow.wire.config;

import io.avaje.jsonb.Json;

/// What a check rule says of a campaign.
///
/// @param rule the rule's id in the catalogue of check rules, such as `Q06`
/// @param severity whether it stands in the way of publishing
/// @param line where in the draft, from 1
/// @param column where in the line, from 1
/// @param path the member, as in `gifts[0].stock`
/// @param message what is wrong and what would be right
@Json
public record Finding(
    String rule, Severity severity, int line, int column, String path, String message) {
  /// Whether a finding stands in the way of publishing.
  public enum Severity {
    /// It does.
    ERROR("error"),
    /// A person decides.
    WARNING("warning");

    private final String word;

    Severity(String word) {
      this.word = word;
    }

    /// The word on the wire.
    @Json.Value
    public String word() {
      return word;
    }
  }
}
