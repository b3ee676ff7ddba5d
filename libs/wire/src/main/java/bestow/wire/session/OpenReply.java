package bestow.wire.session;

import io.avaje.jsonb.Json;

/// What became of an [OpenRequest].
@Json(typeProperty = "reply")
@Json.SubType(type = OpenReply.Opened.class, name = "opened")
@Json.SubType(type = OpenReply.Rejected.class, name = "rejected")
public sealed interface OpenReply {

  /// A session is open.
  ///
  /// @param token opaque, 256 bits, base64url; shown once and stored only as a hash
  /// @param user the subject of the identity provider's token
  /// @param expiresAt epoch milliseconds
  record Opened(String token, String user, long expiresAt) implements OpenReply {}

  /// The identity provider's token is not accepted.
  ///
  /// @param reason for our logs and tests, such as `expired`; the public door answers every one
  ///     alike
  record Rejected(String reason) implements OpenReply {}
}
