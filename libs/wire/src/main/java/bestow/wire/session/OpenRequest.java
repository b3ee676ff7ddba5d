package bestow.wire.session;

import io.avaje.jsonb.Json;

/// `POST /v1/sessions/open`: an identity provider's signed token, to be exchanged for a session.
///
/// @param jwt compact JWS, at most 8 KiB
@Json
public record OpenRequest(String jwt) {
  public OpenRequest {
    if (jwt.isEmpty()) throw new IllegalArgumentException("jwt is empty");
  }
}
