package bestow.wire.session;

import io.avaje.jsonb.Json;

/// `POST /v1/sessions/validate`: whose session is this?
///
/// @param token as it was handed out
@Json
public record ValidateRequest(String token) {
  public ValidateRequest {
    if (token.isEmpty()) throw new IllegalArgumentException("token is empty");
  }
}
