package bestow.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// A real redis-server on a port of its own on loopback, in a temporary folder; gone when this JVM
/// ends at the latest.
///
/// Its append-only file is written before each answer, so `kill()` loses nothing that was answered;
/// what the disk itself holds is a matter of `RedisOptions.withFsyncAlways`. One test thread drives
/// it.
public final class RedisProcess implements AutoCloseable {
  // Loading is quick, yet a busy machine may take seconds to give a new process its turn.
  private static final Duration READY = Duration.ofSeconds(20);
  // Each is lost to another process only with bad luck.
  private static final int PORTS_TRIED = 5;

  private final Workspace workspace;
  private final RedisOptions options;
  private final int port;
  private Child child;

  private RedisProcess(Workspace workspace, RedisOptions options, int port, Child child) {
    this.workspace = workspace;
    this.options = options;
    this.port = port;
    this.child = child;
  }

  /// Starts one as `RedisOptions.DEFAULT` says.
  public static RedisProcess start() {
    return start(RedisOptions.DEFAULT);
  }

  /// Starts one and returns when it answers.
  ///
  /// @throws IllegalStateException with its last output when it ends instead
  public static RedisProcess start(RedisOptions options) {
    var workspace = Workspace.create("redis");
    for (var attempt = 1; ; attempt++) {
      var port = FreePort.next();
      var child = launch(workspace, options, port);
      if (ready(child, port, options)) {
        return new RedisProcess(workspace, options, port, child);
      }
      var output = child.output();
      if (attempt == PORTS_TRIED || !output.contains("in use")) {
        workspace.delete();
        throw new IllegalStateException("redis-server did not start; it wrote:\n" + output);
      }
    }
  }

  /// Where it listens.
  public String host() {
    return "127.0.0.1";
  }

  /// Where it listens; the same after `restart`.
  public int port() {
    return port;
  }

  /// The process id of its present life.
  public long pid() {
    return child.pid();
  }

  /// Where its files are.
  public Path folder() {
    return workspace.folder();
  }

  /// SIGKILL: no farewell to clients, no last write. Returns when it is gone.
  public void kill() {
    child.kill();
  }

  /// Starts it again on the same port with the data it had; kills it first if it runs.
  public void restart() {
    child.kill();
    child = launch(workspace, options, port);
    if (!ready(child, port, options)) {
      throw new IllegalStateException(
          "redis-server did not start again; it wrote:\n" + child.output());
    }
  }

  /// SIGSTOP: connections stay open and nothing is answered until `resume`.
  public void pause() {
    child.signal("STOP");
  }

  /// SIGCONT: goes on where `pause` stopped it.
  public void resume() {
    child.signal("CONT");
  }

  /// Sends one command on a new connection, signed in, and gives the reply as text: elements of an
  /// array are separated by line ends, nil is empty, an error begins with `-`.
  public String command(String... words) {
    try (var connection = RedisConnection.open(port)) {
      signIn(connection, options);
      return connection.command(words);
    } catch (IOException failed) {
      throw new IllegalStateException(
          "Redis on port " + port + " gave no answer to " + words[0], failed);
    }
  }

  /// The last lines of what it wrote.
  public String output() {
    return child.output();
  }

  /// Kills it and removes its data.
  @Override
  public void close() {
    child.kill();
    workspace.delete();
  }

  private static Child launch(Workspace workspace, RedisOptions options, int port) {
    var file = workspace.file("redis.conf", options.configuration(port));
    var server = Tools.find("redis-server", "valkey-server");
    return Child.start(
        workspace, List.of(server.toString(), file.toString()), options.environment());
  }

  // A stranger is refused also while the data are loaded, so it is asked by one it knows.
  private static boolean ready(Child child, int port, RedisOptions options) {
    Eventually.within(
        READY,
        () -> !child.alive() || answers(port, options),
        "redis-server on port " + port + " answers");
    return child.alive();
  }

  private static boolean answers(int port, RedisOptions options) throws IOException {
    try (var connection = RedisConnection.open(port)) {
      signIn(connection, options);
      return connection.command("PING").equals("PONG");
    }
  }

  private static void signIn(RedisConnection connection, RedisOptions options) throws IOException {
    if (!options.users().isEmpty()) {
      var user = options.users().entrySet().iterator().next();
      connection.command("AUTH", user.getKey(), user.getValue());
    } else if (options.password().isPresent()) {
      connection.command("AUTH", options.password().get());
    }
  }
}
