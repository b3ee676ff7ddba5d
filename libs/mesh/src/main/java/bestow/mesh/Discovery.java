package bestow.mesh;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/// Finds callees through the registry, and watches them from then on.
final class Discovery implements AutoCloseable {

  private final MeshSettings settings;
  private final Registry registry;
  private final RandomGenerator random;
  private final List<Watch> watches = new CopyOnWriteArrayList<>();

  Discovery(MeshSettings settings, Registry registry, RandomGenerator random) {
    this.settings = settings;
    this.registry = registry;
    this.random = random;
  }

  /// The list of a callee, filled from disk where it can be, and kept up to date.
  Roster roster(String callee) {
    var roster = new Roster(settings.zone());
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
}
