package bestow.quota;

/// The units of a pool that one bucket has (law L2: free + held + confirmed = leased).
///
/// @param free for the next claim
/// @param held for orders under way
/// @param confirmed given away
/// @param leased from the reservoir, less what it gave back
/// @param leases how many leases it has had
/// @param returns how often it gave something back
/// @param returning how much the last of these was, until it gives again
record Bucket(
    long free, long held, long confirmed, long leased, long leases, long returns, long returning) {
  /// One that has never had anything.
  static final Bucket NEW = new Bucket(0, 0, 0, 0, 0, 0, 0);
}
