package bestow.local;

import bestow.mesh.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// The processes that this launcher started: with a pid file and a log each, out of reach of the
/// terminal's Ctrl-C, so that they end in order and all of them. For any number of threads.
public final class Processes {
  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "JAVA_HOME");

  private final Home home;
  private final Ticker ticker;
  private final Duration grace;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Live> started = new ArrayList<>();
  private boolean stopping;

  /// @param grace how long a room may take to stop before what is left of it is killed
  public Processes(Home home, Ticker ticker, Duration grace) {
    this.home = home;
    this.ticker = ticker;
    this.grace = grace;
  }

  /// Starts a part.
  ///
  /// @throws LaunchException when it cannot be, or when all are being stopped
  public Live start(Part part) throws LaunchException {
    lock.lock();
    try {
      if (stopping) {
        throw new LaunchException("The run is being stopped.");
      }
      var live = new Live(part, launch(part), home.log(part.id()), ticker.nanos());
      started.add(live);
      Home.write(home.pid(part.id()), live.process().pid() + "\n");
      return live;
    } catch (IOException failed) {
      throw new LaunchException(part.id() + " cannot be started: " + failed.getMessage(), failed);
    } finally {
      lock.unlock();
    }
  }

  /// Every part that was started.
  public List<Live> started() {
    lock.lock();
    try {
      return List.copyOf(started);
    } finally {
      lock.unlock();
    }
  }

  boolean isStopping() {
    lock.lock();
    try {
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  /// Stops all of them, room by room from the edge inwards; what does not go in time is killed.
  /// Returns when all are gone. Idempotent.
  public void stop() throws InterruptedException {
    refuseFurther();
    for (var room : Arrays.asList(Room.values()).reversed()) {
      stop(started().stream().filter(live -> live.part().room() == room).toList());
    }
  }

  private void refuseFurther() {
    lock.lock();
    try {
      stopping = true;
    } finally {
      lock.unlock();
    }
  }

  private void stop(List<Live> room) throws InterruptedException {
    room.forEach(live -> live.process().destroy());
    var start = ticker.nanos();
    for (var live : room) {
      var left = grace.toNanos() - (ticker.nanos() - start);
      if (!live.process().waitFor(left, TimeUnit.NANOSECONDS)) {
        live.process().destroyForcibly().waitFor();
      }
      forget(live);
    }
  }

  private void forget(Live live) {
    try {
      Files.deleteIfExists(home.pid(live.part().id()));
    } catch (IOException _) {
      // A pid file that stays is told as stale by the next start.
      return;
    }
  }

  private Process launch(Part part) throws IOException {
    var folder = Files.createDirectories(home.data(part.id()));
    var log = home.log(part.id());
    Files.createDirectories(log.getParent());
    var command = new ArrayList<String>();
    if (Files.isExecutable(SETSID)) {
      command.add(SETSID.toString());
    }
    command.addAll(part.command());
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(inherited(System.getenv()));
    builder.environment().putAll(part.environment());
    return builder.start();
  }

  /// What a part gets of our own environment. Nothing that happens to stand there may change a
  /// service, but where its traces go is for whoever starts us to say.
  static Map<String, String> inherited(Map<String, String> environment) {
    return environment.entrySet().stream()
        .filter(entry -> INHERITED.contains(entry.getKey()) || entry.getKey().startsWith("OTEL_"))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
