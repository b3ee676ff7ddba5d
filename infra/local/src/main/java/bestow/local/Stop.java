package bestow.local;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Ends a run from outside: `make stop`. The launcher stops its parts in order; what is left of a
/// run whose launcher was killed is ended here.
final class Stop {
  // The launcher gives each room its grace.
  private static final Duration LAUNCHER_LIMIT = Duration.ofSeconds(70);
  private static final Duration LEFTOVER_LIMIT = Duration.ofSeconds(10);

  private final Home home;
  private final Progress progress;

  Stop(Home home, Progress progress) {
    this.home = home;
    this.progress = progress;
  }

  /// Returns when nothing runs any more.
  ///
  /// @return the exit code
  int stop() throws IOException, InterruptedException {
    var entries = new Pids(home).entries();
    if (entries.stream().allMatch(entry -> entry.process().isEmpty())) {
      remove(entries);
      progress.say("Nothing runs.");
      return 0;
    }
    for (var entry : entries) {
      if (entry.id().startsWith("launcher")) {
        entry.process().ifPresent(ProcessHandle::destroy);
        await(entry, LAUNCHER_LIMIT);
      }
    }
    var left =
        new Pids(home).entries().stream().filter(entry -> entry.process().isPresent()).toList();
    left.forEach(entry -> entry.process().ifPresent(ProcessHandle::destroy));
    for (var entry : left) {
      await(entry, LEFTOVER_LIMIT);
      progress.say("Ended %s, which an earlier run had left.".formatted(entry.id()));
    }
    remove(new Pids(home).entries());
    progress.say("Stopped.");
    return 0;
  }

  private static void await(Pids.Entry entry, Duration limit) throws InterruptedException {
    if (entry.process().isEmpty()) {
      return;
    }
    var process = entry.process().get();
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      process.destroyForcibly();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("waiting for " + entry.id() + " failed", failed);
    }
  }

  private static void remove(List<Pids.Entry> entries) throws IOException {
    for (var entry : entries) {
      Files.deleteIfExists(entry.file());
    }
  }
}
