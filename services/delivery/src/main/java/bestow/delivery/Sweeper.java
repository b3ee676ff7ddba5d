package bestow.delivery;

import bestow.delivery.OrderStore.Due;
import bestow.delivery.OrderStore.Read;
import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Looks for orders that are due and goes on with them: attempts whose sender is gone, orders in
/// doubt, orders to be tried again. Any number of instances do so side by side: a step is written
/// only over the version that it was made from, and an order stays due until its step is written.
/// For any number of threads.
final class Sweeper {

  private static final System.Logger LOG = System.getLogger(Sweeper.class.getName());

  /// From one shard, before the next one has its turn.
  private static final int SHARD_BATCH_MAX = 50;

  /// A damaged record is of no use to anybody until a person has mended it.
  private static final Duration DAMAGED_PAUSE = Duration.ofHours(1);

  private final OrderStore store;
  private final Resuming resuming;
  private final Meters meters;
  private final Ticker ticker;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Limits limits;

  Sweeper(Parts parts, Ticker ticker, InstantSource clock, RandomGenerator random, Limits limits) {
    this.store = parts.store();
    this.resuming = parts.resuming();
    this.meters = parts.meters();
    this.ticker = ticker;
    this.clock = clock;
    this.random = random;
    this.limits = limits;
  }

  /// Does one round after another, until what it gives is closed.
  Rounds start() {
    return Rounds.start(this::round, limits.every(), random);
  }

  /// One look at the shards, in any order, until a batch of orders was found. Returns once all that
  /// was begun has ended.
  void round() throws InterruptedException {
    if (!resuming.ready()) {
      return;
    }
    var shards = new ArrayList<>(IntStream.range(0, OrderNumber.SHARDS).boxed().toList());
    Collections.shuffle(shards, random);
    var places = new Semaphore(limits.concurrencyMax());
    int left = limits.batch();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int shard : shards) {
        int most = Math.min(left, SHARD_BATCH_MAX);
        if (most == 0) {
          return;
        }
        if (within(() -> store.due(shard, clock.millis(), most))
            instanceof Due.Are(var orders, long backlog, long presumed)) {
          meters.shard(shard, backlog, presumed);
          left -= orders.size();
          for (var number : orders) {
            places.acquire();
            threads.execute(() -> sweep(number, places));
          }
        }
      }
    }
  }

  private void sweep(OrderNumber number, Semaphore places) {
    try {
      meters.swept(within(() -> sweep(number)));
    } finally {
      places.release();
    }
  }

  /// Goes on with one order, as far as it can be now. Runs in the context of whoever asks.
  Swept sweep(OrderNumber number) {
    return switch (store.read(number)) {
      case Read.Is(var order) ->
          order
              .filter(found -> found.dueAt() != 0 && found.dueAt() <= clock.millis())
              .map(resuming::resume)
              .orElse(Swept.TAKEN);
      case Read.Unanswered _ -> Swept.UNANSWERED;
      case Read.Damaged(var why) -> {
        LOG.log(System.Logger.Level.ERROR, "Order {0} is left alone: {1}", number, why);
        store.putOff(number, clock.millis() + DAMAGED_PAUSE.toMillis());
        yield Swept.DAMAGED;
      }
    };
  }

  private <T> T within(Supplier<T> work) {
    var deadline = Deadline.in(limits.time(), ticker);
    return CallContext.root(deadline, Criticality.COMMIT).call(work::get);
  }

  /// What it is made of.
  record Parts(OrderStore store, Resuming resuming, Meters meters) {}

  /// How much it does.
  ///
  /// @param every how long it rests between two rounds
  /// @param batch how many orders a round goes on with
  /// @param concurrencyMax how many of them at once
  /// @param time how long one of them may take
  record Limits(Duration every, int batch, int concurrencyMax, Duration time) {}
}
