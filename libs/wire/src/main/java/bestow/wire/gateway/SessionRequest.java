package bestow.wire.gateway;

import io.avaje.jsonb.Json;

/// `POST /v1/sessions`.
///
/// @param jwt the identity provider's token
@Json
public record SessionRequest(String jwt) {
  public SessionRequest {
    if (jwt.isEmpty()) throw new IllegalArgumentException("jwt is empty");
  }
}
