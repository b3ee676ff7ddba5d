package bestow.wire.delivery;

import io.avaje.jsonb.Json;
import java.util.List;

/// `POST /v1/ledger`: how do these orders of a shard stand, and which others of it have got their
/// end and were not compared yet? Changes nothing but what counts as compared.
///
/// @param shard 0 to 255
/// @param endedBefore epoch milliseconds: those that got their end later are left out
/// @param orders up to 500 orders of the shard to look at
/// @param compared up to 500 orders of the shard that need not be given again
@Json
public record LedgerRequest(
    int shard, long endedBefore, List<String> orders, List<Compared> compared) {
  public LedgerRequest {
    if (shard < 0 || shard > 255)
      throw new IllegalArgumentException("shard 0 to 255, was " + shard);
    if (orders.size() > 500)
      throw new IllegalArgumentException("orders at most 500, were " + orders.size());
    if (compared.size() > 500)
      throw new IllegalArgumentException("compared at most 500, were " + compared.size());
    orders = List.copyOf(orders);
    compared = List.copyOf(compared);
  }

  /// An order that was compared.
  ///
  /// @param order its number
  /// @param endedAt which of its ends, as it was given
  @Json
  public record Compared(String order, long endedAt) {
    public Compared {
      if (order.isEmpty()) throw new IllegalArgumentException("order is empty");
    }
  }
}
