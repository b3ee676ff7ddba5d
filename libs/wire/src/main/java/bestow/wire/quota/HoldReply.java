package bestow.wire.quota;

import io.avaje.jsonb.Json;

/// Whether a gift is held.
@Json(typeProperty = "reply")
@Json.SubType(type = HoldReply.Held.class, name = "held")
@Json.SubType(type = HoldReply.SoldOut.class, name = "sold-out")
@Json.SubType(type = HoldReply.DailyGone.class, name = "daily-gone")
@Json.SubType(type = HoldReply.LimitReached.class, name = "limit-reached")
@Json.SubType(type = HoldReply.KeyReused.class, name = "key-reused")
@Json.SubType(type = HoldReply.KeyInFlight.class, name = "key-in-flight")
@Json.SubType(type = HoldReply.OrderOpen.class, name = "order-open")
public sealed interface HoldReply {

  /// The right to one delivery.
  ///
  /// @param order its number
  /// @param repeated whether the order was there before this claim: still open, or the one of this
  ///     Idempotency-Key
  record Held(String order, boolean repeated) implements HoldReply {
    public Held {
      if (order.isEmpty()) throw new IllegalArgumentException("order is empty");
    }
  }

  /// All stock is given away or held.
  record SoldOut() implements HoldReply {}

  /// Today's share is given away or held.
  ///
  /// @param retryAfterSeconds until the campaign's next day
  record DailyGone(long retryAfterSeconds) implements HoldReply {}

  /// The user has as many as they may.
  ///
  /// @param limit how many that is
  record LimitReached(int limit) implements HoldReply {}

  /// The Idempotency-Key was used for another gift.
  record KeyReused() implements HoldReply {}

  /// A claim with the same Idempotency-Key is being held right now.
  record KeyInFlight() implements HoldReply {}

  /// The user has another open order for the gift, which a paid order has to wait for.
  record OrderOpen() implements HoldReply {}
}
