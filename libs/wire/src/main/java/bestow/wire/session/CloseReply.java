package bestow.wire.session;

import io.avaje.jsonb.Json;

/// What became of a [CloseRequest].
@Json(typeProperty = "reply")
@Json.SubType(type = CloseReply.Closed.class, name = "closed")
@Json.SubType(type = CloseReply.Unknown.class, name = "unknown")
public sealed interface CloseReply {

  /// No request with an ended session's token is let in from now on.
  ///
  /// @param sessions how many ended
  record Closed(int sessions) implements CloseReply {}

  /// There was no such session.
  record Unknown() implements CloseReply {}
}
