package bestow.wire.quota;

import io.avaje.jsonb.Json;

/// `POST /v1/held`: how the stock of one order stands.
///
/// @param order the order's number
@Json
public record HeldRequest(String order) {
  public HeldRequest {
    if (order.isEmpty()) throw new IllegalArgumentException("order is empty");
  }
}
