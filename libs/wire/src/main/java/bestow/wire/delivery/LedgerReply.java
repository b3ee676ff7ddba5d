package bestow.wire.delivery;

import bestow.wire.delivery.QuestionsReply.Stock;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What delivery's ledger says.
///
/// @param asked those of the orders asked about that were ever written down
/// @param ended at most 100 that got their end and were not compared yet, the longest ended first
@Json
public record LedgerReply(List<Entry> asked, List<Entry> ended) {
  public LedgerReply {
    asked = List.copyOf(asked);
    ended = List.copyOf(ended);
  }

  /// An order.
  ///
  /// @param order its number
  /// @param state where it stands; null where its record is not what was written
  /// @param stock what becomes of its stock: a bundle's orders share their bundle's fate
  /// @param endedAt epoch milliseconds when it got its end; 0 where it has none, or was compared
  @Json
  public record Entry(String order, @Nullable OrderState state, Stock stock, long endedAt) {}
}
