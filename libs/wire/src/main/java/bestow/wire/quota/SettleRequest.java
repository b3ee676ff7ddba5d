package bestow.wire.quota;

import io.avaje.jsonb.Json;
import java.util.List;

/// `POST /v1/settle`: orders that have their final answer, in a batch of 1 to 500. Settling an
/// order again changes nothing.
///
/// @param orders which, and how
@Json
public record SettleRequest(List<Settlement> orders) {
  public SettleRequest {
    if (orders.isEmpty() || orders.size() > 500)
      throw new IllegalArgumentException("orders 1 to 500, were " + orders.size());
    orders = List.copyOf(orders);
  }

  /// One order's end.
  ///
  /// @param order its number
  /// @param end what becomes of its stock
  @Json
  public record Settlement(String order, End end) {
    public Settlement {
      if (order.isEmpty()) throw new IllegalArgumentException("order is empty");
      if (end == null) throw new IllegalArgumentException("end is missing: confirm or release");
    }
  }

  /// What becomes of an order's stock.
  public enum End {
    CONFIRM("confirm"),
    RELEASE("release");

    private final String word;

    End(String word) {
      this.word = word;
    }

    /// The word on the wire.
    @Json.Value
    public String word() {
      return word;
    }
  }
}
