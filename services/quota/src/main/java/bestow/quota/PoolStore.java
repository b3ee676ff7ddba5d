package bestow.quota;

import java.util.Optional;

/// Where stock is moved between reservoirs and buckets. Each method is one step that happens as a
/// whole or not at all, and that gives its first answer again when it is done again. Safe for use
/// by many threads.
interface PoolStore {

  /// Makes a pool's reservoir, or changes how much there is in all if the revision is newer.
  Provisioned provision(PoolId pool, Provision provision) throws StoreFailure;

  /// Takes units out of a reservoir for a bucket.
  ///
  /// @param lease the number of the lease: one more than the bucket has had
  /// @param least how many to give at least, if there are that many
  Lease lease(PoolId pool, int bucket, long lease, long least) throws StoreFailure;

  /// Puts a lease into its bucket.
  void grant(PoolId pool, int bucket, long lease, long amount) throws StoreFailure;

  /// Takes free units out of a bucket, on their way back. A lease that the bucket has not been told
  /// of is put in first; units of an earlier return that are still on their way come again.
  ///
  /// @param seen what the reservoir knows of the bucket
  Return giveBack(PoolId pool, int bucket, Reservoir.Dealings seen, Share share)
      throws StoreFailure;

  /// Puts what a bucket gave back into the reservoir.
  ///
  /// @return how many are still configured beyond what was asked
  long takeBack(PoolId pool, int bucket, Return back) throws StoreFailure;

  /// A pool's reservoir, if it was ever provisioned.
  Optional<Reservoir> reservoir(PoolId pool) throws StoreFailure;

  /// A pool's bucket.
  Bucket bucket(PoolId pool, int bucket) throws StoreFailure;

  /// How much of a pool there should be.
  ///
  /// @param revision the campaign's revision that says so
  /// @param units how many
  /// @param buckets over how many buckets
  /// @param life how long the records of its claims live
  record Provision(int revision, long units, int buckets, Life life) {

    /// One whose records live for ever.
    Provision(int revision, long units, int buckets) {
      this(revision, units, buckets, Life.FOR_EVER);
    }
  }

  /// What came of it.
  sealed interface Provisioned {
    /// It is as the newest revision has it, but for an excess that lies in buckets.
    record Done(long excess) implements Provisioned {}

    /// It is spread over another number of buckets, which never changes; nothing was changed.
    record OtherBuckets(int buckets) implements Provisioned {}

    /// Its campaign would outlive the records of its first claims; nothing was changed.
    ///
    /// @param keptTill epoch milliseconds: until then they are there
    record Outlived(long keptTill) implements Provisioned {}
  }

  /// Units on their way back to the reservoir.
  ///
  /// @param number 1, 2, … for each bucket
  /// @param amount how many; 0 for none
  record Return(long number, long amount) {}

  /// How much of its free units a bucket gives back.
  sealed interface Share {
    /// Half of them, rounded up.
    record Half() implements Share {}

    /// So many, or as many as there are.
    record Most(long units) implements Share {}
  }
}
