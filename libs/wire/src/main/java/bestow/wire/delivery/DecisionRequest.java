package bestow.wire.delivery;

import io.avaje.jsonb.Json;

/// `POST /v1/dead-letters/{order}/resend` and `/give-up`, `POST /v1/orders/{order}/resend`,
/// `/make-good` and `/revoke`: what a person has decided.
///
/// @param by who, 1 to 100 characters
/// @param why in their words, 1 to 300 characters
@Json
public record DecisionRequest(String by, String why) {
  public DecisionRequest {
    if (by.isBlank() || by.length() > 100)
      throw new IllegalArgumentException("by has 1 to 100 characters");
    if (why.isBlank() || why.length() > 300)
      throw new IllegalArgumentException("why has 1 to 300 characters");
  }
}
