package bestow.wire.quota;

import io.avaje.jsonb.Json;
import java.util.List;

/// A user's orders in one campaign, newest first, at most 1,000.
@Json
public record OrdersReply(List<Held> orders) {
  public OrdersReply {
    orders = List.copyOf(orders);
  }

  /// One order as quota sees it.
  ///
  /// @param order its number
  /// @param gift of which gift
  /// @param state where its stock stands
  /// @param heldAt epoch milliseconds
  @Json
  public record Held(String order, String gift, HoldState state, long heldAt) {}
}
