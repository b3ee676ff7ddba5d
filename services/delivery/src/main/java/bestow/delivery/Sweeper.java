package bestow.delivery;

import bestow.delivery.OrderStore.Due;
import bestow.delivery.OrderStore.Read;
import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import bestow.server.Rounds;
import bestow.wire.config.Lane;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Works one lane: looks for orders that are due and goes on with them: orders for which nobody
/// waits, attempts whose sender is gone, orders in doubt, orders to be tried again. Any number of
/// instances do so side by side: a step is written only over the version that it was made from, and
/// an order stays due until its step is written. For any number of threads.
final class Sweeper implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Sweeper.class.getName());

  /// From one shard, before the next one has its turn.
  private static final int SHARD_BATCH_MAX = 50;

  /// So many shards at the most are looked at side by side, each to its whole batch: a way to the
  /// store costs more than the look.
  private static final int SHARDS_AT_ONCE = 10;

  /// A damaged record is of no use to anybody until a person has mended it.
  private static final Duration DAMAGED_PAUSE = Duration.ofHours(1);

  /// What was begun is left to its leases where it takes longer.
  private static final Duration CLOSING = Duration.ofSeconds(15);

  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final OrderStore store;
  private final Resuming resuming;
  private final Backlog backlog;
  private final Meters meters;
  private final Ticker ticker;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Limits limits;
  private final Semaphore places;

  Sweeper(Parts parts, Ticker ticker, InstantSource clock, RandomGenerator random, Limits limits) {
    this.store = parts.store();
    this.resuming = parts.resuming();
    this.backlog = parts.backlog();
    this.meters = parts.meters();
    this.ticker = ticker;
    this.clock = clock;
    this.random = random;
    this.limits = limits;
    this.places = new Semaphore(limits.workersMax());
  }

  /// Does one round after another, until what it gives is closed.
  AutoCloseable start() {
    var rounds = Rounds.start(this::round, limits.every(), random);
    return () -> {
      rounds.close();
      close();
    };
  }

  /// One look at the shards, in any order, until a batch of orders was found or no worker is free.
  /// What was begun goes on behind: a slow provider holds up nobody's next round.
  void round() throws InterruptedException {
    if (!resuming.ready()) {
      return;
    }
    var shards = new ArrayList<>(IntStream.range(0, OrderNumber.SHARDS).boxed().toList());
    Collections.shuffle(shards, random);
    int left = limits.batch();
    for (int at = 0; at < shards.size() && left > 0; ) {
      int many = Math.clamp(left / SHARD_BATCH_MAX, 1, SHARDS_AT_ONCE);
      var some = shards.subList(at, Math.min(at + many, shards.size()));
      var found = due(some, Math.min(left, SHARD_BATCH_MAX));
      at += some.size();
      left -= found.size();
      if (!begin(found)) {
        return;
      }
    }
  }

  private List<OrderNumber> due(List<Integer> shards, int most) throws InterruptedException {
    var looks = shards.stream().<Callable<List<OrderNumber>>>map(shard -> () -> due(shard, most));
    var found = new ArrayList<OrderNumber>();
    try {
      for (var look : workers.invokeAll(looks.toList())) {
        found.addAll(look.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("what is due could not be looked at", e.getCause());
    }
    return found;
  }

  private List<OrderNumber> due(int shard, int most) {
    if (within(() -> store.due(limits.lane(), shard, clock.millis(), most))
        instanceof Due.Are found) {
      backlog.seen(limits.lane(), shard, found);
      return found.orders();
    }
    return List.of();
  }

  /// False where no worker became free for any more of them.
  private boolean begin(List<OrderNumber> orders) throws InterruptedException {
    for (var number : orders) {
      if (!places.tryAcquire(limits.every().toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      workers.execute(() -> work(number));
    }
    return true;
  }

  private void work(OrderNumber number) {
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
          order.isEmpty()
              ? bundle(number)
              : order
                  .filter(found -> found.dueAt() != 0 && found.dueAt() <= clock.millis())
                  .map(found -> resuming.resume(found, crowdMillis()))
                  .orElse(Swept.TAKEN);
      case Read.Unanswered _ -> Swept.UNANSWERED;
      case Read.Damaged(var why) -> {
        LOG.log(System.Logger.Level.ERROR, "Order {0} is left alone: {1}", number, why);
        yield leaveAlone(number);
      }
    };
  }

  /// For so long all that wait have to be left alone, for the rounds to come round, although a
  /// pause may be a quarter shorter: 20 s for 7,500 of them where a round of 500 comes each second.
  /// However many there are, a lane costs the store no more than a round's reads and writes.
  private long crowdMillis() {
    return backlog.waiting(limits.lane()) * limits.every().toMillis() * 4 / 3 / limits.batch();
  }

  /// The due index holds bundles as well.
  private Swept bundle(OrderNumber number) {
    var swept = resuming.resume(number);
    if (swept != Swept.DAMAGED) {
      return swept;
    }
    LOG.log(System.Logger.Level.ERROR, "Bundle {0} is left alone: it is damaged", number);
    return leaveAlone(number);
  }

  private Swept leaveAlone(OrderNumber number) {
    store.putOff(limits.lane(), number, clock.millis() + DAMAGED_PAUSE.toMillis());
    return Swept.DAMAGED;
  }

  private <T> T within(Supplier<T> work) {
    var deadline = Deadline.in(limits.time(), ticker);
    return CallContext.root(deadline, Criticality.COMMIT).call(work::get);
  }

  /// Waits a while for what was begun.
  @Override
  public void close() {
    workers.shutdown();
    try {
      var _ = workers.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// What it is made of.
  record Parts(OrderStore store, Resuming resuming, Backlog backlog, Meters meters) {}

  /// How much it does.
  ///
  /// @param lane whose orders
  /// @param every how long it rests between two rounds
  /// @param batch how many orders a round goes on with
  /// @param workersMax how many orders at once
  /// @param time how long one of them may take
  record Limits(Lane lane, Duration every, int batch, int workersMax, Duration time) {}
}
