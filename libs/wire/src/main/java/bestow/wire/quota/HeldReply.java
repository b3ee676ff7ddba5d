package bestow.wire.quota;

import io.avaje.jsonb.Json;

/// How the stock of one order stands.
@Json(typeProperty = "reply")
@Json.SubType(type = HeldReply.Found.class, name = "found")
@Json.SubType(type = HeldReply.Unknown.class, name = "unknown")
public sealed interface HeldReply {

  /// An order that quota has made.
  ///
  /// @param user whose; the asker decides whether they may see it
  /// @param campaign the campaign's id
  /// @param gift the gift's id
  /// @param state where its stock stands
  /// @param heldAt epoch milliseconds
  record Found(String user, String campaign, String gift, HoldState state, long heldAt)
      implements HeldReply {}

  /// Never made here.
  record Unknown() implements HeldReply {}
}
