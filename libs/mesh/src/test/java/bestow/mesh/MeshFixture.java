package bestow.mesh;

import bestow.testing.Eventually;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;

/// A mesh for tests, with a registry that always lists the same instances, and calls made within a
/// context.
final class MeshFixture implements AutoCloseable {

  static final String NAME = "bestow-peer";
  static final String OK =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

  private final Mesh mesh;

  private MeshFixture(Mesh mesh) {
    this.mesh = mesh;
  }

  /// A mesh whose one service, `bestow-peer`, listens on these ports of loopback.
  static MeshFixture of(Path snapshots, OpenTelemetry telemetry, int... ports) {
    var instances = Arrays.stream(ports).mapToObj(MeshFixture::instance).toList();
    var mesh =
        Mesh.open(
            settings("127.0.0.1", 1, snapshots),
            new FixedRegistry(instances),
            telemetry,
            Ticker.system(),
            random());
    return new MeshFixture(mesh);
  }

  static MeshFixture of(Path snapshots, int... ports) {
    return of(snapshots, OpenTelemetry.noop(), ports);
  }

  static MeshSettings settings(String consulHost, int consulPort, Path snapshots) {
    var discovery =
        new DiscoverySettings(consulHost, consulPort, "", snapshots, Duration.ofSeconds(5));
    return new MeshSettings("a", "prod-1", discovery);
  }

  static Instance instance(int port) {
    var place = new Place("a", "prod-1", "claim", "");
    return new Instance("bestow-peer-127.0.0.1-" + port, "127.0.0.1", port, place);
  }

  /// Waits until no connection within the mesh is trusted any more for having been used just now.
  static void outliveTrust() {
    var ticker = Ticker.system();
    long began = ticker.nanos();
    Eventually.within(
        Duration.ofSeconds(20), () -> ticker.nanos() - began > Mesh.TRUST_NANOS, "trust is over");
  }

  /// Generous limits, so that a slow machine reaches none of them by itself.
  static CalleeSettings patient() {
    var long_ = Duration.ofSeconds(20);
    return CalleeSettings.of(NAME).connect(long_).write(long_).read(long_).total(long_);
  }

  /// Safe for use by many threads, the same in every run.
  static RandomGenerator random() {
    var random = new SplittableRandom(1);
    return () -> {
      synchronized (random) {
        return random.nextLong();
      }
    };
  }

  /// Chance that takes the least each time: rests are as short as they get.
  static RandomGenerator least() {
    return () -> 0;
  }

  Mesh mesh() {
    return mesh;
  }

  /// Calls within a context of 30 s.
  static Outcome call(Callee callee, Call call) {
    return within(Duration.ofSeconds(30)).call(() -> callee.call(call));
  }

  static CallContext within(Duration time) {
    return new CallContext(Deadline.in(time, Ticker.system()), Context.root(), Criticality.COMMIT);
  }

  @Override
  public void close() {
    mesh.close();
  }

  /// Lists the same instances for ever.
  private static final class FixedRegistry implements Registry {

    private final List<Instance> instances;
    private final CountDownLatch closed = new CountDownLatch(1);

    private FixedRegistry(List<Instance> instances) {
      this.instances = instances;
    }

    @Override
    public Reply list(String service, long index) {
      if (index == 0) {
        return new Reply.Listed(1, instances);
      }
      try {
        closed.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      return new Reply.Silent("closed");
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
