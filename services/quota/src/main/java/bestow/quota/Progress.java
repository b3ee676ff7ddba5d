package bestow.quota;

import java.util.Optional;

/// How far comparing ledgers has come.
///
/// @param since epoch milliseconds
/// @param shard the next one
/// @param roundEndedAt epoch milliseconds; nothing as long as it has not seen all shards
/// @param unansweredAt epoch milliseconds; nothing where delivery has always answered
/// @param compared how many orders
record Progress(
    long since,
    int shard,
    Optional<Long> roundEndedAt,
    Optional<Long> unansweredAt,
    long compared) {

  /// At the beginning.
  static Progress from(int shard, long now) {
    return new Progress(now, shard, Optional.empty(), Optional.empty(), 0);
  }

  /// Delivery gave no answer.
  Progress unanswered(long now) {
    return new Progress(since, shard, roundEndedAt, Optional.of(now), compared);
  }

  /// So many more were compared.
  Progress with(int more) {
    return new Progress(since, shard, roundEndedAt, unansweredAt, compared + more);
  }

  /// With the next shard; a round ends where it began.
  Progress next(int first, long now) {
    int next = (shard + 1) % Layout.SHARDS;
    var ended = next == first ? Optional.of(now) : roundEndedAt;
    return new Progress(since, next, ended, unansweredAt, compared);
  }
}
