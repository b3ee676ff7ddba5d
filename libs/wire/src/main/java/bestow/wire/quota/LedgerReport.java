package bestow.wire.quota;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `GET /v1/reconciliation`, for operators: whether quota's ledger adds up, and agrees with
/// delivery's. Findings are those of all instances, the rest is told by one.
///
/// @param since epoch milliseconds when this instance began to compare
/// @param shard which of the 256 shards it compares next
/// @param roundEndedAt epoch milliseconds when it had last compared all of them; null for not yet
/// @param unansweredAt epoch milliseconds when delivery last gave no answer; null for never
/// @param compared how many orders it has compared
/// @param findings by shard, at most 100
/// @param next what to ask for `after` these; null where there are no more
@Json
public record LedgerReport(
    long since,
    int shard,
    @Nullable Long roundEndedAt,
    @Nullable Long unansweredAt,
    long compared,
    List<Finding> findings,
    @Nullable String next) {
  public LedgerReport {
    findings = List.copyOf(findings);
  }

  /// Something that does not add up, or did not.
  ///
  /// @param subject an order's number, or the name of a pool of stock
  /// @param kind `only-ours`, `only-theirs`, `differs`, `oversold`, `stock` or `limit`
  /// @param open whether a person has to look; where not, it is shown for another day
  /// @param ours what quota has
  /// @param theirs what delivery has, or what it should be
  /// @param since epoch milliseconds when it was found
  /// @param checkedAt epoch milliseconds when it was last looked at
  /// @param deed what was done about it, or what a person should do
  @Json
  public record Finding(
      String subject,
      String kind,
      boolean open,
      String ours,
      String theirs,
      long since,
      long checkedAt,
      String deed) {}
}
