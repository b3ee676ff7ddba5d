package bestow.wire.quota;

import io.avaje.jsonb.Json;

/// `POST /v1/reconciliation/{subject}/close`: a person has seen to a finding.
///
/// @param by who, 1 to 100 characters
/// @param why in their words, 1 to 300 characters
@Json
public record CloseFindingRequest(String by, String why) {
  public CloseFindingRequest {
    if (by.isBlank() || by.length() > 100)
      throw new IllegalArgumentException("by has 1 to 100 characters");
    if (why.isBlank() || why.length() > 300)
      throw new IllegalArgumentException("why has 1 to 300 characters");
  }
}
