package bestow.quota;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Adds up the stock of pools while claims go on (law L2). For one thread.
final class PoolSums {
  /// Of a shard with more each has its turn by chance.
  private static final int POOLS_MAX = 50;

  private static final int READINGS_MAX = 3;

  /// A day's share is looked after until the day is over everywhere, and settled.
  private static final int DAYS_KEPT = 3;

  private final RedisLedger ledger;
  private final Means means;
  private final InstantSource clock;

  PoolSums(RedisLedger ledger, Means means, InstantSource clock) {
    this.ledger = ledger;
    this.means = means;
    this.clock = clock;
  }

  /// Adds up the pools whose reservoirs lie in the shard.
  void addUp(int shard, ShardNotes notes) throws StoreFailure {
    var oldest = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS_KEPT);
    var over = new ArrayList<PoolId>();
    for (var pool : ledger.pools(shard, POOLS_MAX, List.of())) {
      if (pool.daily() && LocalDate.parse(pool.date()).isBefore(oldest)) {
        over.add(pool);
      } else {
        addUp(pool, notes);
      }
    }
    ledger.note(shard, List.of(), notes.written());
    if (!over.isEmpty()) {
      var _ = ledger.pools(shard, 0, over);
    }
  }

  /// Claims go on meanwhile: the sums count where nothing moved while they were read.
  private void addUp(PoolId pool, ShardNotes notes) throws StoreFailure {
    for (int reading = 0; reading < READINGS_MAX; reading++) {
      var found = means.pools().reservoir(pool);
      if (found.isEmpty()) {
        return;
      }
      var reservoir = found.get();
      var buckets =
          means
              .together()
              .map(
                  IntStream.range(0, reservoir.buckets()).boxed().toList(),
                  bucket -> means.pools().bucket(pool, bucket));
      long moves = means.pools().reservoir(pool).map(Reservoir::moves).orElse(-1L);
      if (moves == reservoir.moves()) {
        Sums.wrong(reservoir, buckets)
            .ifPresentOrElse(
                wrong -> notes.open(pool.name(), wrong), () -> notes.agree(pool.name()));
        return;
      }
    }
  }
}
