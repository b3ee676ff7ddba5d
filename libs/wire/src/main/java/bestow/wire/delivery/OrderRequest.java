package bestow.wire.delivery;

import io.avaje.jsonb.Json;

/// `POST /v1/order`: how does an order stand? Waits for its end, at most `waitMillis`.
///
/// @param order its number
/// @param waitMillis 0 to 30,000
@Json
public record OrderRequest(String order, int waitMillis) {
  public OrderRequest {
    if (order.isEmpty()) throw new IllegalArgumentException("order is empty");
    if (waitMillis < 0 || waitMillis > 30_000)
      throw new IllegalArgumentException("waitMillis 0 to 30,000, was " + waitMillis);
  }
}
