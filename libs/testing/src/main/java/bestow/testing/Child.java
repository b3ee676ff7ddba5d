package bestow.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One life of a child process: its output goes to a file, and it cannot outlive this JVM.
///
/// A leash sees to the latter: a shell that waits for the end of its input, which comes when this
/// JVM ends in whatever way, and then kills the child and removes its folder.
final class Child {
  private static final Duration DEATH = Duration.ofSeconds(10);
  private static final int LINES_SHOWN = 40;
  // SIGINT and SIGTERM of a terminal or a build tool go to the whole group; the leash has to
  // outlast them.
  private static final String LEASH =
      "trap '' INT TERM HUP; read -r _ || { kill -9 \"$1\"; rm -rf -- \"$2\"; } 2>/dev/null";

  private final Process process;
  private final Process leash;
  private final Path log;

  private Child(Process process, Process leash, Path log) {
    this.process = process;
    this.leash = leash;
    this.log = log;
  }

  /// Starts a command in a folder that is its own.
  static Child start(Workspace workspace, List<String> command) {
    return start(workspace, command, Map.of());
  }

  /// The same, told more than our own environment.
  static Child start(Workspace workspace, List<String> command, Map<String, String> environment) {
    var folder = workspace.folder();
    var log = folder.resolve("output.log");
    try {
      var builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      var process = builder.start();
      var leash =
          new ProcessBuilder(
                  "sh", "-c", LEASH, "leash", Long.toString(process.pid()), folder.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      var child = new Child(process, leash, log);
      // Let go as soon as the child is gone, lest the leash kill a stranger that got the same pid.
      var _ = process.onExit().thenRun(child::release);
      return child;
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), failed);
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /// SIGKILL, and waits until it is gone.
  void kill() {
    process.destroyForcibly();
    awaitDeath();
  }

  /// SIGTERM, and waits until it is gone.
  void stop() {
    process.destroy();
    awaitDeath();
  }

  /// Sends a signal by its name, as in `STOP`.
  void signal(String name) {
    try {
      var sent = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
      Eventually.within(DEATH, () -> !sent.isAlive(), "kill -" + name + " has run");
      if (sent.exitValue() != 0) {
        throw new IllegalStateException(
            "kill -" + name + " " + pid() + " failed; the process is gone: " + output());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot run kill", failed);
    }
  }

  /// The last lines of what it wrote.
  String output() {
    try {
      var lines = Files.readAllLines(log);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    } catch (IOException failed) {
      return "(its output cannot be read: " + failed.getMessage() + ")";
    }
  }

  private void awaitDeath() {
    Eventually.within(DEATH, () -> !process.isAlive(), "process " + pid() + " is gone");
  }

  private void release() {
    try (var word = leash.outputWriter()) {
      word.write("released\n");
    } catch (IOException _) {
      // The leash is gone already, which is what was wanted.
      return;
    }
  }
}
