package bestow.wire.delivery;

import io.avaje.jsonb.Json;

/// How an order stands.
@Json(typeProperty = "reply")
@Json.SubType(type = OrderReply.Found.class, name = "found")
@Json.SubType(type = OrderReply.Unknown.class, name = "unknown")
public sealed interface OrderReply {

  /// An order that delivery has written down.
  ///
  /// @param user whose; the asker decides whether they may see it
  /// @param campaign the campaign's id
  /// @param gift the gift's id
  /// @param state where it stands
  /// @param receipt the provider's word; empty where there is none
  /// @param reason of a refusal; empty where there is none
  /// @param attempts calls to the provider so far
  /// @param changedAt epoch milliseconds of the last step
  /// @param promisedBy epoch milliseconds
  record Found(
      String user,
      String campaign,
      String gift,
      OrderState state,
      String receipt,
      String reason,
      int attempts,
      long changedAt,
      long promisedBy)
      implements OrderReply {}

  /// Never written down here.
  record Unknown() implements OrderReply {}
}
