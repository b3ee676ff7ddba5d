package bestow.mesh;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/// Finds callees through the registry, and watches them from then on.
final class Discovery implements AutoCloseable {

  private final MeshSettings settings;
  private final Registry registry;
  private final RandomGenerator random;
  private final List<Watch> watches = new CopyOnWriteArrayList<>();

  Discovery(
      MeshSettings settings, Registry registry, OpenTelemetry telemetry, RandomGenerator random) {
    this.settings = settings;
    this.registry = registry;
    this.random = random;
    count(telemetry);
  }

  /// The list of a callee, filled from disk where it can be, and kept up to date.
  Roster roster(String callee) {
    var roster = new Roster();
    var snapshot = new Snapshot(settings.discovery().snapshots(), callee);
    var subject = new Watch.Subject(callee, settings.cluster());
    watches.add(Watch.start(subject, registry, roster, snapshot, random));
    return roster;
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
    registry.close();
  }

  private void count(OpenTelemetry telemetry) {
    var meter = telemetry.getMeter("bestow.mesh");
    var _ =
        meter
            .gaugeBuilder("bestow.mesh.instances")
            .ofLongs()
            .setUnit("{instance}")
            .setDescription("Instances of a callee on the last good list.")
            .buildWithCallback(measured -> observe(measured, Watch::instances));
    var _ =
        meter
            .gaugeBuilder("bestow.mesh.registry.failures")
            .ofLongs()
            .setUnit("{failure}")
            .setDescription("Times in a row that the registry gave no list of a callee.")
            .buildWithCallback(measured -> observe(measured, Watch::failures));
  }

  private void observe(ObservableLongMeasurement measured, ToIntFunction<Watch> count) {
    for (var watch : watches) {
      measured.record(count.applyAsInt(watch), Attributes.of(Connections.CALLEE, watch.callee()));
    }
  }
}
