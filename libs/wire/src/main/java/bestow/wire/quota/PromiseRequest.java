package bestow.wire.quota;

import io.avaje.jsonb.Json;

/// `POST /v1/promise`: an order whose delivery is in doubt is about to be promised to its user.
/// Once that is noted, the order is never made void because delivery has not heard of it.
///
/// @param order its number
/// @param promisedBy epoch milliseconds
@Json
public record PromiseRequest(String order, long promisedBy) {
  public PromiseRequest {
    if (order.isEmpty()) throw new IllegalArgumentException("order is empty");
    if (promisedBy < 1) throw new IllegalArgumentException("promisedBy >= 1, was " + promisedBy);
  }
}
