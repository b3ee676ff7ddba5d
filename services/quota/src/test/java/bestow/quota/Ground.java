package bestow.quota;

import bestow.store.Store;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import bestow.testing.Twins;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The scripts on a real Redis, held to their model in many histories at once: each has shards of
/// its own, so that what gathers on the connections goes out as one batch.
final class Ground implements AutoCloseable {
  private static final int PLACES = 64;

  /// A gift of a history is spread over so many shards at most.
  private static final int SHARDS_OF_A_PLACE = 3;

  private static final String CLEAR =
      """
      for _, pattern in ipairs(ARGV) do
        for _, key in ipairs(redis.call('KEYS', pattern)) do redis.call('DEL', key) end
      end""";

  private final RedisProcess redis = RedisProcess.start(RedisOptions.DEFAULT);
  private final Stores stores = Stores.on(redis);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ReentrantLock> places =
      Stream.generate(() -> new ReentrantLock()).limit(PLACES).toList();

  /// The scripts, or their model.
  record Side(String name, QuotaStore quota, PoolStore pools, Ledger ledger) {
    @Override
    public String toString() {
      return name;
    }
  }

  /// Lives through a history of so many steps, in which nothing is left of others.
  void live(RandomGenerator random, int steps) {
    int place = random.nextInt(PLACES);
    var lock = places.get(place);
    lock.lock();
    try {
      var gift = gift(place, random);
      clear(gift, place);
      new ModelHistory(random, twins(random), gift, "-of-" + place).live(steps);
    } finally {
      lock.unlock();
    }
  }

  /// One that lies in the place's shards.
  private static GiftId gift(int place, RandomGenerator random) {
    int home = Layout.shard(new GiftId("any", "any"), place * SHARDS_OF_A_PLACE);
    for (int i = random.nextInt(1_000_000); ; i++) {
      var gift = new GiftId("spring", "vip-" + i);
      if (Layout.home(gift) == home) {
        return gift;
      }
    }
  }

  private void clear(GiftId gift, int place) {
    var words = new ArrayList<>(List.of("EVAL", CLEAR, "0"));
    for (int bucket = 0; bucket < SHARDS_OF_A_PLACE; bucket++) {
      words.add("{s%02x}:*".formatted(Layout.shard(gift, bucket)));
    }
    words.add("{k*}:key:*-of-" + place);
    var _ = redis.command(words.toArray(String[]::new));
  }

  private Twins<Side> twins(RandomGenerator random) {
    var pools = new MemoryPoolStore();
    var orders = new MemoryQuotaStore(pools);
    var ledger = new Ledger.Real(new RedisLedger(new Scripts((Store) stores.end())));
    return new Twins<>(
        random,
        new Side("the model", orders, pools, new MemoryLedger(orders, pools)),
        new Side("Redis", stores.quota(), stores.pools(), ledger),
        threads);
  }

  @Override
  public void close() {
    threads.close();
    stores.close();
    redis.close();
  }
}
