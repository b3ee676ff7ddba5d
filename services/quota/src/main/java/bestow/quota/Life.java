package bestow.quota;

import bestow.wire.quota.HoldRequest;
import java.time.Duration;

/// How long the records of a gift's claims live.
///
/// @param endsAt epoch milliseconds: when the campaign ends; 0 where that isn't known
/// @param keptTill epoch milliseconds: until then every record is there; 0 for ever
record Life(long endsAt, long keptTill) {
  static final Life FOR_EVER = new Life(0, 0);

  /// The life of records under these limits.
  ///
  /// @param keep for how long they outlive their campaign
  static Life of(HoldRequest.Limits limits, Duration keep) {
    var endsAt = limits.endsAt();
    return endsAt == null ? FOR_EVER : new Life(endsAt, endsAt + keep.toMillis());
  }
}
