package bestow.sandbox;

import io.avaje.jsonb.Json;
import java.util.Map;

/// What the ledger adds up to: the answer of `GET /ledger/counts`.
///
/// @param lines all lines
/// @param deliveries lines by which something was given
/// @param orders different orders among the deliveries
/// @param duplicates deliveries of an order that had one before
/// @param revoked orders that were taken back
/// @param gifts deliveries by gift
@Json
record Counts(
    long lines,
    long deliveries,
    long orders,
    long duplicates,
    long revoked,
    Map<String, Long> gifts) {

  Counts {
    gifts = Map.copyOf(gifts);
  }
}
