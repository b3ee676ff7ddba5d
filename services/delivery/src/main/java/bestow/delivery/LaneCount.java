package bestow.delivery;

import bestow.delivery.OrderStore.Due;
import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import bestow.server.Platform;
import bestow.server.Rounds;
import bestow.wire.config.Lane;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// Counts the orders that wait in the lanes which others work: whoever takes an order on for them
/// has to know when their queue is full. For one thread.
final class LaneCount {

  /// An eighth of the shards a round: a count of some seconds ago is good enough for a queue of a
  /// million, and an idle house costs little.
  private static final int SHARDS_A_ROUND = OrderNumber.SHARDS / 8;

  private static final Duration TIME = Duration.ofSeconds(5);

  private final OrderStore store;
  private final Backlog backlog;
  private final Set<Lane> lanes;
  private final Ticker ticker;
  private int next;

  /// @param worked the lanes that are worked here, which count themselves
  LaneCount(OrderStore store, Backlog backlog, Set<Lane> worked, Ticker ticker) {
    this.store = store;
    this.backlog = backlog;
    this.lanes = EnumSet.allOf(Lane.class);
    this.lanes.removeAll(worked);
    this.ticker = ticker;
  }

  /// Counts from now on, for as long as the process runs.
  ///
  /// @return what waits, also in the lanes that are worked here, once those are looked at
  static Backlog start(
      DeliverySettings settings, Platform platform, OrderStore store, Meters meters) {
    var worked = settings.sweeps().keySet();
    var backlog = new Backlog(settings.waitingMax());
    meters.observe(worked, backlog);
    var count = new LaneCount(store, backlog, worked, platform.ticker());
    var rounds = Rounds.start(count::round, settings.sweepEvery(), platform.random());
    platform.closing("count of other lanes", rounds);
    return backlog;
  }

  /// Looks at some shards.
  void round() {
    for (int i = 0; i < SHARDS_A_ROUND && !lanes.isEmpty(); i++) {
      int shard = next;
      next = (next + 1) % OrderNumber.SHARDS;
      CallContext.root(Deadline.in(TIME, ticker), Criticality.LIST).run(() -> look(shard));
    }
  }

  private void look(int shard) {
    for (var lane : lanes) {
      if (store.due(lane, shard, 0, 0) instanceof Due.Are found) {
        backlog.waits(lane, shard, found.waiting());
      }
    }
  }
}
