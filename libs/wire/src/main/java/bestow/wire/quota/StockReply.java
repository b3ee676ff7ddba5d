package bestow.wire.quota;

import io.avaje.jsonb.Json;
import java.util.List;

/// How the stock of one gift stands (law L2): per bucket free + held + confirmed = leased;
/// reservoir + leased = configured.
///
/// @param configured all there is
/// @param reservoir not leased to any bucket
/// @param buckets each bucket's part
@Json
public record StockReply(long configured, long reservoir, List<Bucket> buckets) {
  public StockReply {
    buckets = List.copyOf(buckets);
  }

  /// One bucket's part.
  ///
  /// @param leased from the reservoir, less what went back
  /// @param free for the next claim
  /// @param held for orders under way
  /// @param confirmed given away
  @Json
  public record Bucket(long leased, long free, long held, long confirmed) {}
}
