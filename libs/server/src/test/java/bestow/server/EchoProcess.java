package bestow.server;

import bestow.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// An [EchoMain] as a process of its own, killed at the latest when it is closed.
final class EchoProcess implements AutoCloseable {

  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Pattern LISTENING = Pattern.compile("Listening on [0-9.]+:([0-9]+)");

  private final Process process;
  private final Path log;

  private EchoProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static EchoProcess start(Path folder, String... settings) throws IOException {
    var lines = new ArrayList<>(List.of("consul.registers = false"));
    for (int i = 0; i < settings.length; i += 2) {
      lines.add(settings[i] + " = " + settings[i + 1]);
    }
    var file = Files.write(folder.resolve("echo.properties"), lines);
    var log = folder.resolve("echo.log");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                java,
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                EchoMain.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return new EchoProcess(process, log);
  }

  /// The port it listens on, once it does.
  int port() {
    return Eventually.valueWithin(
        START_MAX,
        () -> {
          var listening = LISTENING.matcher(log());
          return listening.find()
              ? Optional.of(Integer.parseInt(listening.group(1)))
              : Optional.empty();
        },
        "the process listens");
  }

  /// Everything it has written.
  String log() throws IOException {
    return Files.readString(log);
  }

  /// SIGTERM.
  void terminate() {
    process.destroy();
  }

  /// The exit code, once it has ended.
  int exitCode() throws InterruptedException {
    if (!process.waitFor(START_MAX.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("The process did not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
