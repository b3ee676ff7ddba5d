package bestow.wire.delivery;

import io.avaje.jsonb.Json;

/// What became of an order so far.
@Json(typeProperty = "reply")
@Json.SubType(type = DeliverReply.Delivered.class, name = "delivered")
@Json.SubType(type = DeliverReply.Refused.class, name = "refused")
@Json.SubType(type = DeliverReply.Processing.class, name = "processing")
@Json.SubType(type = DeliverReply.Revoked.class, name = "revoked")
@Json.SubType(type = DeliverReply.OfBundle.class, name = "of-bundle")
public sealed interface DeliverReply {

  /// The user has it.
  ///
  /// @param receipt the provider's word; empty where it gave none
  /// @param deliveredAt epoch milliseconds
  record Delivered(String receipt, long deliveredAt) implements DeliverReply {}

  /// The provider refused it, and nothing of it can land.
  ///
  /// @param reason a stable code, such as `not-eligible`
  record Refused(String reason) implements DeliverReply {}

  /// Under way, or uncertain.
  ///
  /// @param promisedBy epoch milliseconds
  record Processing(long promisedBy) implements DeliverReply {}

  /// The user had it, and it was taken back, or is being: its stock stays given away.
  record Revoked() implements DeliverReply {}

  /// The order is part of a bundle that is under way: it is delivered with that, or not at all.
  record OfBundle() implements DeliverReply {}
}
