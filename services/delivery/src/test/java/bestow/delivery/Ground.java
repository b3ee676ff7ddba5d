package bestow.delivery;

import bestow.testing.Twins;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The scripts on a real Redis, held to their model in many histories at once: each has shards of
/// its own, so that what gathers on the connections goes out as one batch.
final class Ground implements AutoCloseable {

  private static final Duration KEEP = Duration.ofDays(3);
  private static final int PLACES = 64;
  private static final int SHARDS_OF_A_PLACE = 3;
  private static final String CLEAR =
      """
      for _, pattern in ipairs(ARGV) do
        for _, key in ipairs(redis.call('KEYS', pattern)) do redis.call('DEL', key) end
      end""";

  private final RedisFixture redis = RedisFixture.quick();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ReentrantLock> places =
      Stream.generate(() -> new ReentrantLock()).limit(PLACES).toList();

  /// The scripts, or their model.
  record Side(
      String name,
      OrderStore orders,
      BundleStore bundles,
      CodeStore codes,
      Allowance allowance,
      Ledger ledger,
      Found found) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// Lives through a history of so many steps, in which nothing is left of others.
  ///
  /// @return what happened
  Set<String> live(RandomGenerator random, int steps) {
    int place = random.nextInt(PLACES);
    var lock = places.get(place);
    lock.lock();
    try {
      int shard = place * SHARDS_OF_A_PLACE;
      clear(shard);
      return new ModelHistory(random, twins(random), shard).live(steps);
    } finally {
      lock.unlock();
    }
  }

  private void clear(int shard) {
    var words = new ArrayList<>(List.of("EVAL", CLEAR, "0"));
    for (int i = 0; i < SHARDS_OF_A_PLACE; i++) {
      words.add("{s" + OrderNumber.shard(shard + i) + "}:*");
    }
    words.add("*-of-" + shard + "}:*");
    words.add("{made-good}:*-of-" + shard);
    var _ = redis.redis().command(words.toArray(String[]::new));
  }

  private Twins<Side> twins(RandomGenerator random) {
    var orders = new MemoryOrderStore();
    var model =
        new Side(
            "the model",
            orders,
            new MemoryBundleStore(),
            new MemoryCodeStore(),
            new MemoryAllowance(),
            new Ledger.Memory(orders, KEEP.toMillis()),
            new MemoryFindings(orders));
    var real =
        new Side(
            "Redis",
            redis.orders(),
            redis.bundles(),
            redis.codes(),
            redis.allowance(),
            new RedisLedger(redis.store(), KEEP)::look,
            new Found.Real(new RedisFindings(redis.store(), KEEP)));
    return new Twins<>(random, model, real, threads);
  }

  @Override
  public void close() {
    threads.close();
    redis.close();
  }
}
