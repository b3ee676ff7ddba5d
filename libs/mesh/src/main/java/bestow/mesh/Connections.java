package bestow.mesh;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/// All connections of a process to whomever it calls: made here, watched, swept and counted.
final class Connections implements AutoCloseable {

  static final AttributeKey<String> CALLEE = AttributeKey.stringKey("bestow.callee");
  private static final AttributeKey<String> STATE = AttributeKey.stringKey("bestow.pool.state");
  private static final long SWEEP_MILLIS = 1000;

  private final Ticker ticker;
  private final Watchdog watchdog;
  private final List<Pools> all = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private Connections(Ticker ticker) {
    this.ticker = ticker;
    this.watchdog = Watchdog.start(ticker);
  }

  static Connections open(OpenTelemetry telemetry, Ticker ticker) {
    var connections = new Connections(ticker);
    connections.count(telemetry);
    Thread.ofVirtual().name("bestow-mesh-sweep").start(connections::sweep);
    return connections;
  }

  /// The connections to a callee, one pool for each instance that is on the roster.
  Pools pools(CalleeTerms callee, Roster roster, Dialer.Wires wires) {
    return pools(callee, roster, wires, _ -> true);
  }

  /// The same, only to those addresses of an instance's host that are allowed.
  Pools pools(
      CalleeTerms callee, Roster roster, Dialer.Wires wires, Predicate<InetAddress> allowed) {
    var dialer = new Dialer(wires, watchdog, ticker);
    var pools =
        new Pools(
            callee.name(),
            instance -> new Pool(instance, callee, dialer, addresses(instance, allowed), ticker),
            () -> roster.candidates().all());
    all.add(pools);
    return pools;
  }

  @Override
  public void close() {
    closed.countDown();
    all.forEach(Pools::close);
    watchdog.close();
  }

  private Addresses addresses(Instance instance, Predicate<InetAddress> allowed) {
    return new Addresses(
        instance.host(), host -> List.of(InetAddress.getAllByName(host)), allowed, ticker);
  }

  private void sweep() {
    try {
      while (!closed.await(SWEEP_MILLIS, TimeUnit.MILLISECONDS)) {
        all.forEach(Pools::sweep);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // nobody interrupts it; if somebody does, it ends
    }
  }

  private void count(OpenTelemetry telemetry) {
    var meter = telemetry.getMeter("bestow.mesh");
    var _ =
        meter
            .gaugeBuilder("bestow.mesh.pool.connections")
            .ofLongs()
            .setUnit("{connection}")
            .setDescription("Open connections to a callee, in use or idle.")
            .buildWithCallback(
                measured -> {
                  observe(measured, Pool::used, Attributes.of(STATE, "used"));
                  observe(measured, Pool::idle, Attributes.of(STATE, "idle"));
                });
    var _ =
        meter
            .gaugeBuilder("bestow.mesh.pool.waiters")
            .ofLongs()
            .setUnit("{call}")
            .setDescription("Calls that wait for a connection to a callee.")
            .buildWithCallback(measured -> observe(measured, Pool::waiters, Attributes.empty()));
  }

  private void observe(
      ObservableLongMeasurement measured, ToIntFunction<Pool> count, Attributes more) {
    for (var pools : all) {
      long sum = pools.all().stream().mapToInt(count).sum();
      measured.record(sum, more.toBuilder().put(CALLEE, pools.callee()).build());
    }
  }
}
