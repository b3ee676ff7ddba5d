package bestow.mesh;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;

/// Finds callees through the registry, and watches them from then on.
final class Discovery implements AutoCloseable {

  private static final double MILLIS_PER_SECOND = 1e3;

  private final MeshSettings settings;
  private final Registry registry;
  private final Watch.Means means;
  private final List<Watch> watches = new CopyOnWriteArrayList<>();

  Discovery(MeshSettings settings, Registry registry, OpenTelemetry telemetry, Watch.Means means) {
    this.settings = settings;
    this.registry = registry;
    this.means = means;
    count(telemetry);
  }

  /// The list of a callee, filled from disk where it can be, and kept up to date.
  Roster roster(String callee) {
    var roster = new Roster();
    var snapshot = new Snapshot(settings.discovery().snapshots(), callee);
    var subject = new Watch.Subject(callee, settings.cluster(), settings.discovery().lossHold());
    watches.add(Watch.start(subject, registry, roster, snapshot, means));
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
    var _ =
        meter
            .gaugeBuilder("bestow.mesh.list.age")
            .setUnit("s")
            .setDescription("Time since the registry last confirmed the list of a callee.")
            .buildWithCallback(this::ages);
  }

  /// How long ago the registry last confirmed the list of a callee; none where there is none.
  Optional<Duration> age(String callee) {
    return watches.stream()
        .filter(watch -> watch.callee().equals(callee))
        .findFirst()
        .flatMap(Watch::age);
  }

  private void ages(ObservableDoubleMeasurement measured) {
    for (var watch : watches) {
      watch
          .age()
          .ifPresent(
              age ->
                  measured.record(
                      age.toMillis() / MILLIS_PER_SECOND,
                      Attributes.of(Connections.CALLEE, watch.callee())));
    }
  }

  private void observe(ObservableLongMeasurement measured, ToIntFunction<Watch> count) {
    for (var watch : watches) {
      measured.record(count.applyAsInt(watch), Attributes.of(Connections.CALLEE, watch.callee()));
    }
  }
}
