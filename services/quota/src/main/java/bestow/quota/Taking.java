package bestow.quota;

import java.time.Instant;
import java.util.List;

/// One attempt to take a gift for a claim: everything that the one step needs to know.
///
/// @param claim what is claimed
/// @param bucket the user's bucket
/// @param moment when
/// @param prefix the first 26 characters of the order's number
record Taking(Claim claim, int bucket, Moment moment, String prefix) {

  /// When a claim is held.
  ///
  /// @param heldAt epoch milliseconds
  /// @param dueAt epoch milliseconds: from then on it is asked what became of the order
  /// @param keptTill epoch milliseconds: until then its record is there; 0 for ever
  /// @param label the period that the per-user limit counts in
  /// @param date the campaign's day, as in `2026-11-20`
  record Moment(long heldAt, long dueAt, long keptTill, String label, String date) {}

  /// The stock that a unit is taken from.
  PoolId stock() {
    return PoolId.stock(claim.gift());
  }

  /// The day's share that a unit is taken from.
  PoolId day() {
    return new PoolId(claim.gift(), moment.date());
  }

  /// Whether the gift has a limit per day.
  boolean daily() {
    return claim.limits().daily() != null;
  }

  /// All that a unit is taken from: the stock, and with a daily limit the day's share.
  List<PoolId> pools() {
    return daily() ? List.of(stock(), day()) : List.of(stock());
  }

  /// How long it is until there is another day's share.
  long secondsToNextDay(Instant now) {
    return Periods.secondsToNextDay(now, claim.limits().offsetSeconds());
  }
}
