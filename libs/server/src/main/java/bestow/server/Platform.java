package bestow.server;

import bestow.mesh.Mesh;
import bestow.mesh.Ticker;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/// What the wiring of a service builds on: the settings all services have, telemetry, clocks,
/// chance, and the two lists it adds to: what the service cannot work without, and what has to be
/// ended. For the thread that wires.
public final class Platform {

  private static final Logger LOG = Logs.of(Platform.class);

  /// Something that ends with the process.
  private record Part(String name, AutoCloseable end) {}

  private final ServerSettings settings;
  private final Telemetry telemetry;
  private final List<ReadyCheck> checks = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final List<Runnable> farewells = new ArrayList<>();

  Platform(ServerSettings settings, Telemetry telemetry) {
    this.settings = settings;
    this.telemetry = telemetry;
  }

  /// What all services have in common: place, ports, limits.
  public ServerSettings settings() {
    return settings;
  }

  /// Spans and metrics.
  public Telemetry telemetry() {
    return telemetry;
  }

  /// The clock that measures.
  public Ticker ticker() {
    return Ticker.system();
  }

  /// The clock that knows the date.
  public InstantSource clock() {
    return InstantSource.system();
  }

  /// Chance for jitter and picking, for any number of threads. Nothing secret may come from it.
  public RandomGenerator random() {
    return chance();
  }

  static RandomGenerator chance() {
    return () -> ThreadLocalRandom.current().nextLong();
  }

  /// The service is not ready while this does not pass; see [ReadyCheck].
  public void readyWhen(String name, BooleanSupplier passes) {
    checks.add(new ReadyCheck(name, passes));
  }

  /// Ends the part when the process stops: after the last request is answered, the youngest part
  /// first. A mesh is shown to operators until then.
  public <T extends AutoCloseable> T closing(String name, T part) {
    if (part instanceof Mesh mesh) {
      telemetry.operators().showMesh(() -> MeshPage.of(mesh.view(), clock().instant()));
    }
    parts.add(new Part(name, part));
    return part;
  }

  /// Runs when the process is told to go, before it drains. For whatever lets clients wait: a long
  /// poll that goes on would only be cut off. Must come back at once.
  public void whenLeaving(Runnable farewell) {
    farewells.add(farewell);
  }

  List<ReadyCheck> checks() {
    return List.copyOf(checks);
  }

  /// Tells everything that wants to know that the process is about to go.
  void leave() {
    for (var farewell : farewells) {
      try {
        farewell.run();
      } catch (RuntimeException e) {
        // What follows must not be left out: the drain, and the end of every part.
        LOG.log(Level.WARNING, "A farewell did not go well", e);
      }
    }
  }

  /// Ends all parts, whatever happens to one of them.
  void close() {
    for (var part : parts.reversed()) {
      try {
        part.end.close();
      } catch (Exception e) {
        // The other parts have to be ended too.
        LOG.log(Level.WARNING, part.name + " did not end well", e);
      }
    }
    parts.clear();
  }
}
