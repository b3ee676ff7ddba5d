package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Ticker;
import bestow.testing.Eventually;
import bestow.testing.FakeClock;
import bestow.testing.RedisCluster;
import bestow.testing.RedisOptions;
import bestow.wire.quota.HoldReply;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// A Redis Cluster of three masters, each with a replica that has what was answered, and a master
/// that dies under load.
final class QuotaFailoverTest {
  private static final int CALLERS = 16;
  private static final int BUCKETS = 8;
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Set<String> claimants = ConcurrentHashMap.newKeySet();
  private final Map<String, OrderNumber> answered = new ConcurrentHashMap<>();
  private final Set<String> inDoubt = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final AtomicInteger clicks = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void nothingThatWasAnsweredIsLostWithAMaster() throws Exception {
    try (var cluster = RedisCluster.start(RedisOptions.DEFAULT.withFsyncAlways());
        var stores = Stores.on(cluster);
        var errands = new Errands(Ticker.system())) {
      var claims = Claims.fresh().stock(1, 1_000_000, BUCKETS);
      var quota = quota(stores, errands);
      var pool = Names.pool(PoolId.stock(claims.gift()), 0);
      var doomed = cluster.master(pool);

      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var callers = new ArrayList<Future<?>>();
        for (int i = 0; i < CALLERS; i++) {
          callers.add(threads.submit(() -> claim(quota, claims)));
        }
        try {
          Eventually.within(SOON, () -> answered.size() >= 500, "claims go well");
          doomed.kill();
          Eventually.within(SOON, () -> cluster.master(pool) != doomed, "another takes its place");
          // Alone, it can promise nothing: the dead one comes back, as its replica.
          doomed.restart();
          var before = Set.copyOf(answered.keySet());
          Eventually.within(
              SOON, () -> bucketsServed(claims, before) == BUCKETS, "every bucket serves again");
        } finally {
          over.set(true);
        }
        for (var caller : callers) {
          var _ = caller.get();
        }
      }

      assertTrue(!refused.isEmpty() || !inDoubt.isEmpty(), "somebody met the dead master");
      for (var user : inDoubt) {
        // Whoever was in doubt claims again, and has one order, the first one or a new one.
        assertTrue(hold(quota, claims, user) instanceof HoldReply.Held, user);
      }
      for (var order : answered.values()) {
        assertEquals(order, stores.quota().order(order).orElseThrow().number());
      }
      var users = claimants.stream().map(UserId::new).toList();
      new Laws(stores, users).check(claims.gift(), BUCKETS, 1, Set.of());
    }
  }

  private void claim(Quota quota, Claims claims) {
    while (!over.get()) {
      var user = "user-" + clicks.incrementAndGet();
      claimants.add(user);
      switch (quota.hold(claims.by(user).claim())) {
        case Told.Answer<HoldReply>(HoldReply.Held(String order, boolean _)) ->
            answered.put(user, new OrderNumber(order));
        case Told.InDoubt<HoldReply> _ -> inDoubt.add(user);
        case Told.Refused<HoldReply> _ -> refused.add(user);
        case Told<HoldReply> other -> throw new AssertionError(user + " was told " + other);
      }
    }
  }

  private static HoldReply hold(Quota quota, Claims claims, String user) {
    return quota.hold(claims.by(user).claim()) instanceof Told.Answer<HoldReply>(HoldReply reply)
        ? reply
        : new HoldReply.SoldOut();
  }

  private long bucketsServed(Claims claims, Set<String> before) {
    var served = new HashSet<Integer>();
    for (var user : answered.keySet()) {
      if (!before.contains(user)) {
        served.add(Layout.bucket(claims.gift(), new UserId(user), BUCKETS));
      }
    }
    return served.size();
  }

  private static Quota quota(Stores stores, Errands errands) {
    var means =
        new Means(
            stores.quota(),
            stores.pools(),
            new Sight(Ticker.system(), House.DRY_TIME),
            Together.virtual(),
            errands,
            errands::patienceNanos,
            new QuotaMetrics(OpenTelemetry.noop().getMeter("test")));
    var times = new Quota.Times(Duration.ofSeconds(60), Duration.ofSeconds(2), Duration.ofDays(30));
    return new Quota(means, new OrderNumbers(House.SECRET), new FakeClock(), times);
  }
}
