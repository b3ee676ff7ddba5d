package bestow.delivery;

import bestow.delivery.OrderStore.Due;
import bestow.wire.config.Lane;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;

/// How many orders wait to be gone on with, as they were last seen. For any number of threads.
final class Backlog {

  private final int waitingMax;
  private final Map<Lane, AtomicLongArray> due = shards();
  private final Map<Lane, AtomicLongArray> waiting = shards();
  private final AtomicLongArray dead = new AtomicLongArray(OrderNumber.SHARDS);

  /// @param waitingMax how many orders of a lane may wait
  Backlog(int waitingMax) {
    this.waitingMax = waitingMax;
  }

  /// A shard was looked at.
  void seen(Lane lane, int shard, Due.Are found) {
    of(due, lane).set(shard, found.backlog());
    of(waiting, lane).set(shard, found.waiting());
    dead.set(shard, found.dead());
  }

  /// A shard of a lane was looked at that others work.
  void waits(Lane lane, int shard, long orders) {
    of(waiting, lane).set(shard, orders);
  }

  /// Whether no order more may wait.
  boolean isFull(Lane lane) {
    return waiting(lane) >= waitingMax;
  }

  /// How many orders of a lane are due.
  long due(Lane lane) {
    return sum(of(due, lane));
  }

  /// How many orders of a lane are due now or later.
  long waiting(Lane lane) {
    return sum(of(waiting, lane));
  }

  /// How many letters are dead.
  long dead() {
    return sum(dead);
  }

  private static Map<Lane, AtomicLongArray> shards() {
    var shards = new EnumMap<Lane, AtomicLongArray>(Lane.class);
    for (var lane : Lane.values()) {
      shards.put(lane, new AtomicLongArray(OrderNumber.SHARDS));
    }
    return shards;
  }

  private static AtomicLongArray of(Map<Lane, AtomicLongArray> shards, Lane lane) {
    return Optional.ofNullable(shards.get(lane)).orElseThrow();
  }

  private static long sum(AtomicLongArray shards) {
    long sum = 0;
    for (int shard = 0; shard < shards.length(); shard++) {
      sum += shards.get(shard);
    }
    return sum;
  }
}
