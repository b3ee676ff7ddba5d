package bestow.wire.security;

import io.avaje.jsonb.Json;

/// Whether it is noted.
@Json(typeProperty = "reply")
@Json.SubType(type = PaidTakenReply.Noted.class, name = "noted")
@Json.SubType(type = PaidTakenReply.Unknown.class, name = "unknown")
public sealed interface PaidTakenReply {

  /// It is.
  record Noted() implements PaidTakenReply {}

  /// There is no such partner.
  record Unknown() implements PaidTakenReply {}
}
