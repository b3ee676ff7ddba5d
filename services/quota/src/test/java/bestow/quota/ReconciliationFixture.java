package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.mesh.Ticker;
import bestow.quota.Findings.Place;
import bestow.store.Store;
import bestow.testing.RedisCluster;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import bestow.wire.quota.HoldState;
import bestow.wire.quota.SettleRequest.End;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/// Quota and a delivery that a test commands, compared over a real Redis or Redis Cluster.
final class ReconciliationFixture implements AutoCloseable {
  static final Duration SETTLE = Duration.ofMinutes(15);

  private final Function<List<String>, String> commands;
  private final Runnable end;
  private final Stores stores;
  private final RedisLedger ledger;
  private final House house;
  private final FakeDelivery delivery = new FakeDelivery();
  private final Findings findings;

  private ReconciliationFixture(
      Stores stores, Function<List<String>, String> commands, Runnable end) {
    this.stores = stores;
    this.commands = commands;
    this.end = end;
    this.ledger = new RedisLedger(new Scripts((Store) stores.end()));
    this.house = House.over(stores.quota(), stores.pools());
    this.findings = new Findings(ledger, house.clock());
  }

  /// On a Redis of its own.
  static ReconciliationFixture redis() {
    var redis = RedisProcess.start(RedisOptions.DEFAULT);
    var stores = Stores.on(redis);
    return new ReconciliationFixture(
        stores,
        words -> redis.command(words.toArray(String[]::new)),
        () -> {
          stores.close();
          redis.close();
        });
  }

  /// On a cluster of its own.
  static ReconciliationFixture cluster() {
    var cluster = RedisCluster.start(RedisOptions.DEFAULT);
    var stores = Stores.on(cluster);
    return new ReconciliationFixture(
        stores,
        words -> cluster.master(words.get(1)).command(words.toArray(String[]::new)),
        () -> {
          stores.close();
          cluster.close();
        });
  }

  House house() {
    return house;
  }

  FakeDelivery delivery() {
    return delivery;
  }

  RedisLedger ledger() {
    return ledger;
  }

  Findings findings() {
    return findings;
  }

  /// Tells Redis itself.
  String redis(String... words) {
    return commands.apply(List.of(words));
  }

  /// An order of a gift of its own, at its end here.
  OrderNumber settled(End end) {
    var order = house.order(Claims.fresh());
    assertEquals(1, house.settle(end, order).settled());
    return order;
  }

  long now() {
    return house.clock().millis();
  }

  void closed(OrderNumber order) {
    try {
      var _ = findings.close(order.value(), "ann", "seen to");
    } catch (StoreFailure e) {
      throw new AssertionError(e);
    }
  }

  Reconciliation reconciliation(int repairsMax) {
    return reconciliation(repairsMax, 5_000);
  }

  Reconciliation reconciliation(int repairsMax, int batch) {
    var drift = new DriftMetrics(OpenTelemetry.noop().getMeter("test"));
    var repairs = new Repairs(house.quota(), delivery, house.ticker()::nanos, repairsMax);
    return new Reconciliation(
        new Reconciliation.Parts(
            ledger, delivery, repairs, new PoolSums(ledger, house.means(), house.clock()), drift),
        Ticker.system(),
        house.clock(),
        new SplittableRandom(1),
        new Reconciliation.Limits(Duration.ofSeconds(1), batch, SETTLE, Duration.ofMinutes(1)));
  }

  long uncompared() {
    return redis("KEYS", "*:ended").lines().filter(line -> !line.isBlank()).count();
  }

  static void round(Reconciliation reconciliation) {
    for (int shard = 0; shard < Layout.SHARDS; shard++) {
      reconciliation.round();
    }
  }

  List<Finding> found() throws StoreFailure {
    return findings.page(Place.START, 10_000).findings();
  }

  Finding only(OrderNumber order) throws StoreFailure {
    return only(order.value());
  }

  Finding only(String subject) throws StoreFailure {
    return found().stream()
        .filter(finding -> finding.subject().equals(subject))
        .findFirst()
        .orElseThrow();
  }

  long open() throws StoreFailure {
    return found().stream().filter(Finding::open).count();
  }

  HoldState state(OrderNumber order) throws StoreFailure {
    return stores.quota().order(order).orElseThrow().state();
  }

  @Override
  public void close() {
    end.run();
  }
}
