package bestow.mesh;

import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;

/// A mesh whose registry knows one list and never hears of another.
public final class ListedMesh {
  private ListedMesh() {}

  /// Opens it.
  ///
  /// @param snapshots where it keeps the list, as every mesh does
  /// @param random for use by many threads
  public static Mesh open(
      List<Instance> instances, Path snapshots, OpenTelemetry telemetry, RandomGenerator random) {
    var nowhere = new DiscoverySettings("127.0.0.1", 8500, "", snapshots, Duration.ofSeconds(5));
    return Mesh.open(
        new MeshSettings("a", "bench", nowhere),
        new Listed(instances),
        telemetry,
        Ticker.system(),
        random);
  }

  private static final class Listed implements Registry {
    private final List<Instance> instances;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Listed(List<Instance> instances) {
      this.instances = instances;
    }

    @Override
    public Reply list(String service, long index) {
      if (index == 0) return new Reply.Listed(1, instances);
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
