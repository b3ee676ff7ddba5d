package bestow.quota;

/// What came of a bucket's wish for units.
sealed interface Lease {

  /// Units that are the bucket's, once it is told.
  ///
  /// @param amount how many
  /// @param free how many are left in the reservoir
  record Leased(long amount, long free) implements Lease {}

  /// The bucket has had this lease and a later one.
  record Stale() implements Lease {}

  /// The reservoir has nothing.
  record Dry() implements Lease {}
}
