package bestow.wire.session;

import io.avaje.jsonb.Json;

/// Whose session a token is.
@Json(typeProperty = "reply")
@Json.SubType(type = ValidateReply.Valid.class, name = "valid")
@Json.SubType(type = ValidateReply.Unknown.class, name = "unknown")
public sealed interface ValidateReply {

  /// An open session.
  ///
  /// @param user who it is
  record Valid(String user) implements ValidateReply {
    public Valid {
      if (user.isEmpty()) throw new IllegalArgumentException("user is empty");
    }
  }

  /// Never opened, expired, or logged out; which of these nobody is told.
  record Unknown() implements ValidateReply {}
}
