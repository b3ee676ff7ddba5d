package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.delivery.OrderStore.Read;
import bestow.delivery.OrderStore.Written;
import bestow.testing.Eventually;
import bestow.testing.RedisCluster;
import bestow.testing.RedisOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A Redis Cluster of three masters, each with a replica that has what was answered, and a master
/// that dies while orders are written.
final class OrderFailoverTest {
  private static final int WRITERS = 16;
  private static final int SHARDS = 256;
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Map<OrderNumber, Order> written = new ConcurrentHashMap<>();
  private final Map<OrderNumber, Order> inDoubt = new ConcurrentHashMap<>();
  private final AtomicInteger turned = new AtomicInteger();
  private final AtomicInteger turns = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void nothingThatWasWrittenDownIsLostWithAMaster() throws Exception {
    var cluster = RedisCluster.start(RedisOptions.DEFAULT.withFsyncAlways());
    try (var fixture = RedisFixture.over(cluster)) {
      var store = fixture.orders();
      var shard = OrderNumber.shard(0);
      var index = RedisOrderStore.dead(shard);
      var doomed = cluster.master(index);

      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var writers = new ArrayList<Future<?>>();
        for (int i = 0; i < WRITERS; i++) {
          writers.add(threads.submit(() -> write(store)));
        }
        try {
          Eventually.within(SOON, () -> written.size() >= 500, "writing goes well");
          doomed.kill();
          Eventually.within(SOON, () -> cluster.master(index) != doomed, "another takes its place");
          // Alone, it can promise nothing: the dead one comes back, as its replica.
          doomed.restart();
          var before = Set.copyOf(written.keySet());
          Eventually.within(
              SOON,
              () ->
                  written.keySet().stream()
                      .anyMatch(one -> one.shard().equals(shard) && !before.contains(one)),
              "the shard is written to again");
        } finally {
          over.set(true);
        }
        for (var writer : writers) {
          var _ = writer.get();
        }
      }

      assertTrue(turned.get() > 0 || !inDoubt.isEmpty(), "somebody met the dead master");
      // A node may say for a moment longer that the cluster is down.
      for (var order : written.values()) {
        var whole = new Read.Is(Optional.of(order));
        Eventually.within(
            SOON, () -> store.read(order.number()).equals(whole), order.number() + " is there");
      }
      for (var order : inDoubt.values()) {
        // The same write again brings it about, whatever came of the first.
        Eventually.within(
            SOON,
            () -> store.write(Optional.empty(), order) instanceof Written.Done,
            order.number() + " can be written");
      }
    }
  }

  private void write(OrderStore store) {
    while (!over.get()) {
      var number = Samples.number(turns.incrementAndGet() % SHARDS);
      var begin = Samples.begin(number, "t-1", Terms.Kind.SAME_NUMBER);
      var order = OrderRules.advance(Optional.empty(), begin, 1000).order();
      switch (store.write(Optional.empty(), order)) {
        case Written.Done _ -> written.put(number, order);
        case Written.InDoubt _ -> inDoubt.put(number, order);
        case Written.NotSent _ -> turned.incrementAndGet();
        case Written.Other _, Written.Crowded _, Written.Damaged _ ->
            throw new AssertionError(number + " was new");
      }
    }
  }
}
