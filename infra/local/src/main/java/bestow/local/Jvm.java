package bestow.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How a JVM is started when a dozen of them share two cores and little memory. In production they
/// have a machine each and none of this.
public final class Jvm {
  // Measured with 16 callers: live data stays below 30 MiB in every service.
  private static final String HEAP_MAX = "-Xmx96m";

  private final Path java;

  /// @param javaHome where its `bin` is
  public Jvm(Path javaHome) {
    java = javaHome.resolve("bin/java");
  }

  /// Runs the main class that a jar names.
  public List<String> jar(Path jar) {
    return jar(jar, ClassCaches.NONE);
  }

  /// The same, with what earlier runs learned of its classes.
  List<String> jar(Path jar, ClassCaches caches) {
    var what = new ArrayList<>(caches.flags(jar));
    what.addAll(List.of("-jar", jar.toString()));
    return command(HEAP_MAX, what);
  }

  /// Runs somebody else's server that needs more memory than ours do.
  public List<String> roomy(Path jar) {
    return command("-Xmx256m", List.of("-jar", jar.toString()));
  }

  /// Runs a class of a jar.
  public List<String> main(Path jar, Class<?> main) {
    return command(HEAP_MAX, List.of("-cp", jar.toString(), main.getName()));
  }

  private List<String> command(String heapMax, List<String> what) {
    var command =
        new ArrayList<>(
            List.of(
                java.toString(),
                "-XX:+UseSerialGC",
                heapMax,
                "-Xss512k",
                "-XX:+UseCompactObjectHeaders",
                "-XX:-UsePerfData",
                // One carrier a process: a dozen processes share the cores anyway, and hand-offs
                // between carriers cost more than they bring.
                "-Djdk.virtualThreadScheduler.parallelism=1"));
    command.addAll(what);
    return command;
  }
}
