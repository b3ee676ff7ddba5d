package bestow.quota;

import java.util.List;

/// Units of a pool that no bucket has, and the book of those that buckets have (law L2: free +
/// leased = configured).
///
/// @param configured all there are
/// @param asked how many the newest revision asks for; fewer than configured as long as too many
///     lie in buckets
/// @param free not leased
/// @param leased to buckets, or on the way there or back
/// @param revision the campaign's revision that asked
/// @param moves counts every change, so that two readings tell whether something moved in between
/// @param dealings with each of its buckets
record Reservoir(
    long configured,
    long asked,
    long free,
    long leased,
    long revision,
    long moves,
    List<Dealings> dealings) {
  Reservoir {
    dealings = List.copyOf(dealings);
  }

  /// Over how many buckets it is spread.
  int buckets() {
    return dealings.size();
  }

  /// What last went to and came from a bucket.
  ///
  /// @param lease the number of its last lease, 0 for none
  /// @param amount how much that was
  /// @param back the number of the last return taken from it, 0 for none
  record Dealings(long lease, long amount, long back) {}
}
