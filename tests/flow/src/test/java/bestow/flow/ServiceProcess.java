package bestow.flow;

import bestow.testing.Eventually;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One service in a process of its own, as it runs anywhere: its `Main`, told by its environment.
final class ServiceProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String name;
  private final String main;
  private final Path folder;
  private final int healthPort;
  private final Map<String, String> environment;
  private Optional<Path> planted = Optional.empty();
  private Optional<Path> lesson = Optional.empty();
  private Process process;

  /// @param main the class that is run
  /// @param folder where it works and logs
  /// @param healthPort where it answers `/health/ready`
  /// @param settings by their keys
  ServiceProcess(
      String name, Class<?> main, Path folder, int healthPort, Map<String, String> settings) {
    this.name = name;
    this.main = main.getName();
    this.folder = folder;
    this.healthPort = healthPort;
    this.environment = environment(settings);
    this.process = launch();
  }

  /// Returns when it is ready.
  ServiceProcess awaitReady() {
    Eventually.within(START_LIMIT, this::isReady, name + " is ready; its log ends " + log());
    return this;
  }

  /// SIGKILL: no farewell.
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /// SIGTERM, and waits until it has gone by itself.
  ///
  /// @return its exit code
  int terminate() {
    process.destroy();
    awaitEnd();
    return process.exitValue();
  }

  /// Runs it again, with the same settings and the same folder.
  void restart() {
    if (process.isAlive()) kill();
    process = launch();
  }

  /// SIGSTOP: connections stay open and nothing is answered until `resume`.
  void pause() {
    signal("STOP");
  }

  /// SIGCONT: goes on where `pause` stopped it.
  void resume() {
    signal("CONT");
  }

  /// Has it run with these classes before its own from its next start on, or with its own alone.
  void plant(Optional<Path> classes) {
    planted = classes;
  }

  /// Tells it another setting from its next start on.
  void tell(String key, String value) {
    environment.putAll(environment(Map.of(key, value)));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    if (process.isAlive()) kill();
  }

  /// The last lines of its log.
  String log() {
    try {
      var lines = Files.readAllLines(logFile());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return "no log: " + e.getMessage();
    }
  }

  private boolean isReady() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      throw new AssertionError(name + " ended with " + process.exitValue() + ":\n" + log());
    }
    var uri = URI.create("http://127.0.0.1:" + healthPort + "/health/ready");
    var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
  }

  /// Where the classes of all services are: what the tests have, but for the tests themselves.
  static String classPath() {
    var all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    var own = Path.of("target").toAbsolutePath();
    return Stream.of(all.split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty() && !Path.of(entry).startsWith(own))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// Ends it so that it leaves what it has learned to those that start later, if it is to do so.
  void teach() {
    if (lesson.isEmpty() || !process.isAlive()) return;
    process.destroy();
    try {
      if (process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        ClassCache.keep(lesson.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " ended", e);
    }
  }

  private void signal(String name) {
    try {
      var pid = Long.toString(process.pid());
      int exit = new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
      if (exit != 0) throw new AssertionError(this.name + " takes no signal " + name);
    } catch (IOException e) {
      throw new UncheckedIOException("no signal", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Process launch() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-Djdk.virtualThreadScheduler.parallelism=1"));
    command.addAll(caching());
    command.addAll(
        List.of(
            "-cp",
            planted.map(classes -> classes + File.pathSeparator).orElse("") + classPath(),
            main));
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(folder);
      var started = builder.start();
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(started::destroyForcibly));
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(name + " could not be started", e);
    }
  }

  /// What is planted is in no cache. Delivery calls and is called, and has a store: what it learns
  /// is nearly what all would.
  private List<String> caching() {
    lesson = Optional.empty();
    if (planted.isPresent()) return List.of();
    if (name.equals("delivery")) {
      lesson = ClassCache.missing(classPath(), folder.getFileName().toString());
    }
    return lesson.map(ClassCache::written).orElseGet(() -> ClassCache.used(classPath()));
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(name + " does not end:\n" + log());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " ended", e);
    }
  }

  private Path logFile() {
    return folder.resolve("log");
  }

  private static Map<String, String> environment(Map<String, String> settings) {
    var environment = new TreeMap<String, String>();
    settings.forEach(
        (key, value) ->
            environment.put(
                key.startsWith("OTEL_")
                    ? key
                    : "BESTOW_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'),
                value));
    return environment;
  }
}
