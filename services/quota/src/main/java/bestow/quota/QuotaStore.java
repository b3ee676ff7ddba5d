package bestow.quota;

import bestow.wire.quota.SettleRequest.End;
import java.util.List;
import java.util.Optional;

/// Where limits, orders and the stock of the buckets are kept. Each method is one step that happens
/// as a whole or not at all, and that gives its first answer again when it is done again. Safe for
/// use by many threads.
interface QuotaStore {

  /// Takes a gift for a claim: its order if it has one, else a new one within all limits.
  Holding hold(Taking taking) throws StoreFailure;

  /// What a claim would find empty, and takes nothing; none where it would come to anything else.
  List<Holding.Lack> lacks(Taking taking) throws StoreFailure;

  /// Gives a held order its end.
  Settling settle(OrderNumber order, End end) throws StoreFailure;

  /// Notes that a held order is promised to its user, unless delivery was asked about it before.
  ///
  /// @param by epoch milliseconds
  /// @return by when it is promised, as it was first; nothing where it must not be
  Optional<Long> promise(OrderNumber order, long by) throws StoreFailure;

  /// One order, if it was ever made.
  Optional<OrderRecord> order(OrderNumber order) throws StoreFailure;

  /// A user's orders of a gift, newest first.
  ///
  /// @param most how many at most
  List<OrderRecord> orders(GiftId gift, UserId user, int bucket, int most) throws StoreFailure;

  /// The held orders of a shard that are due, to be asked about: of those that were not promised
  /// none can be any more.
  ///
  /// @param now epoch milliseconds
  /// @param most how many at most
  Due due(int shard, long now, int most) throws StoreFailure;

  /// Has a held order come up no sooner than that; one that has its end stays away.
  ///
  /// @param dueAt epoch milliseconds
  void postpone(OrderNumber order, long dueAt) throws StoreFailure;

  /// Notes for which gift a user's key is used.
  KeyNote.Answer begin(KeyNote note) throws StoreFailure;

  /// Notes that the claim is no longer in flight, if this is still its note.
  void end(KeyNote note) throws StoreFailure;
}
