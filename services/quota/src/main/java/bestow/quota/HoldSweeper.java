package bestow.quota;

import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import bestow.quota.Quota.Settlement;
import bestow.server.Rounds;
import bestow.wire.delivery.QuestionsReply.Stock;
import bestow.wire.quota.SettleRequest.End;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Asks delivery what became of orders that were held for too long, and does as it says. Nothing is
/// ever released because time has passed: an order of which delivery says nothing stays held. Any
/// number of instances do so side by side, since every step may be repeated; an order stays due
/// until its step is done. For one thread.
final class HoldSweeper {
  private static final Logger LOG = Logger.getLogger(HoldSweeper.class.getName());

  /// From one shard, before the next one has its turn.
  private static final int SHARD_BATCH_MAX = 50;

  /// So many shards at the most are looked at side by side, each to its whole batch: a way to the
  /// store costs more than the look.
  private static final int SHARDS_AT_ONCE = 10;

  /// An order that is still under way is asked about again after half of its age, at the latest
  /// after 10 s: its user may wait to claim again, and others for the unit. Delivery gives an order
  /// its end half a minute after its provider healed, and so its stock follows within the minute.
  private static final Duration AGAIN_MAX = Duration.ofSeconds(10);

  /// Where so many are held that a round cannot look at all of them by then, later.
  private static final Duration CROWD_MAX = Duration.ofMinutes(10);

  private static final Duration DAMAGED_PAUSE = Duration.ofHours(1);

  private final QuotaStore store;
  private final Quota quota;
  private final Deliveries deliveries;
  private final Together together;
  private final QuotaMetrics metrics;
  private final Ticker ticker;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Limits limits;
  private final AtomicLongArray held = new AtomicLongArray(Layout.SHARDS);

  HoldSweeper(Parts parts, Ticker ticker, InstantSource clock, Chances chances) {
    this.store = parts.store();
    this.quota = parts.quota();
    this.deliveries = parts.deliveries();
    this.together = parts.together();
    this.metrics = parts.metrics();
    this.ticker = ticker;
    this.clock = clock;
    this.random = chances.random();
    this.limits = chances.limits();
  }

  /// Does one round after another, until what it gives is closed.
  Rounds start() {
    return Rounds.start(this::round, limits.every(), random);
  }

  /// One look at the shards, in any order, until a batch of orders was found or delivery no longer
  /// answers.
  void round() {
    var shards = new ArrayList<>(IntStream.range(0, Layout.SHARDS).boxed().toList());
    Collections.shuffle(shards, random);
    var asked = new ArrayList<OrderRecord>(Deliveries.ASKED_MAX);
    int left = limits.batch();
    for (int at = 0; at < shards.size() && left > 0; ) {
      int many = Math.clamp(left / SHARD_BATCH_MAX, 1, SHARDS_AT_ONCE);
      var some = shards.subList(at, Math.min(at + many, shards.size()));
      var found = due(some, Math.min(left, SHARD_BATCH_MAX));
      at += some.size();
      left -= found.size();
      for (var order : found) {
        asked.add(order);
        if (asked.size() == Deliveries.ASKED_MAX) {
          if (!ask(asked)) {
            return;
          }
          asked.clear();
        }
      }
    }
    if (!asked.isEmpty()) {
      var _ = ask(asked);
    }
  }

  private List<OrderRecord> due(List<Integer> shards, int most) {
    try {
      return together.map(shards, shard -> due(shard, most)).stream()
          .flatMap(List::stream)
          .toList();
    } catch (StoreFailure e) {
      LOG.log(Level.FINE, "What is due is not known: {0}", e.why());
      return List.of();
    }
  }

  private List<OrderRecord> due(int shard, int most) {
    try {
      var due = within(() -> store.due(shard, clock.millis(), most));
      metrics.due(shard, due.backlog());
      held.set(shard, due.held());
      if (!due.damaged().isEmpty()) {
        LOG.log(Level.SEVERE, "The records of {0} are damaged", due.damaged());
        metrics.swept(QuotaMetrics.BROKEN, due.damaged().size());
        putOff(due.damaged(), clock.millis() + DAMAGED_PAUSE.toMillis());
      }
      return due.orders();
    } catch (StoreFailure e) {
      LOG.log(Level.FINE, "What is due in shard {0} is not known", shard);
      return List.of();
    }
  }

  /// Asks about these and does as delivery says; false where it said nothing at all.
  private boolean ask(List<OrderRecord> orders) {
    var said =
        CallContext.root(Deadline.in(limits.time(), ticker), Criticality.COMMIT)
            .call(() -> deliveries.ask(List.copyOf(orders)));
    if (said.isEmpty()) {
      metrics.swept("unanswered", orders.size());
      return false;
    }
    var settlements = new ArrayList<Settlement>();
    Map<OrderNumber, Long> later = new HashMap<>();
    for (var order : orders) {
      switch (said.getOrDefault(order.number(), Stock.LATER)) {
        case CONFIRM -> settlements.add(new Settlement(order.number(), End.CONFIRM));
        case RELEASE -> settlements.add(new Settlement(order.number(), End.RELEASE));
        case LATER -> later.put(order.number(), again(order));
      }
    }
    settle(settlements);
    postpone(later);
    metrics.swept("settled", settlements.size());
    metrics.swept("later", later.size());
    return true;
  }

  private void settle(List<Settlement> settlements) {
    if (!settlements.isEmpty()) {
      // What could not be settled is due still, and so comes again.
      var _ =
          CallContext.root(Deadline.in(limits.time(), ticker), Criticality.COMMIT)
              .call(() -> quota.settle(settlements));
    }
  }

  private long again(OrderRecord order) {
    long now = clock.millis();
    long most = AGAIN_MAX.toMillis();
    long least = Math.min(most, limits.holdTime().toMillis() / 2);
    long soon = Math.clamp((now - order.heldAt()) / 2, least, most);
    long pause = Math.clamp(crowdMillis(), soon, CROWD_MAX.toMillis());
    return now + pause - random.nextLong(pause / 4 + 1);
  }

  /// For so long all that are held have to be left alone, for the rounds to come round, although a
  /// pause may be a quarter shorter: 10 s for 3,750 of them where a round of 500 comes each second.
  /// However many there are, delivery is asked about no more than a round's orders.
  private long crowdMillis() {
    long all = IntStream.range(0, Layout.SHARDS).mapToLong(held::get).sum();
    return all * limits.every().toMillis() * 4 / 3 / limits.batch();
  }

  private void putOff(List<OrderNumber> orders, long dueAt) {
    Map<OrderNumber, Long> later = new HashMap<>();
    orders.forEach(order -> later.put(order, dueAt));
    postpone(later);
  }

  private void postpone(Map<OrderNumber, Long> later) {
    try {
      var _ =
          together.map(
              List.copyOf(later.entrySet()),
              one ->
                  within(
                      () -> {
                        store.postpone(one.getKey(), one.getValue());
                        return one;
                      }));
    } catch (StoreFailure e) {
      LOG.log(Level.FINE, "Some orders come again at once: {0}", e.why());
    }
  }

  private interface Step<T> {
    T take() throws StoreFailure;
  }

  private <T> T within(Step<T> step) throws StoreFailure {
    return CallContext.root(Deadline.in(limits.time(), ticker), Criticality.COMMIT)
        .call(step::take);
  }

  /// What it is made of.
  record Parts(
      QuotaStore store,
      Quota quota,
      Deliveries deliveries,
      Together together,
      QuotaMetrics metrics) {}

  /// Chance, and how much it does.
  record Chances(RandomGenerator random, Limits limits) {}

  /// How much it does.
  ///
  /// @param every how long it rests between two rounds
  /// @param batch how many orders a round asks about
  /// @param time how long one call may take
  /// @param holdTime after which an order is due
  record Limits(Duration every, int batch, Duration time, Duration holdTime) {}
}
