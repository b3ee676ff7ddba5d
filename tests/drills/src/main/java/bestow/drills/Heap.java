package bestow.drills;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// What is alive in the heap of a JVM: what it has once all garbage is collected.
final class Heap {
  // One line a generation.
  private static final Pattern GENERATION = Pattern.compile("\\s+total \\d+K, used (\\d+)K");
  private static final int SECONDS_MAX = 20;

  private Heap() {}

  /// Collects a JVM's garbage, and tells what is left, in MB.
  static double megabytes(Process jvm) throws IOException, InterruptedException {
    var _ = ask(jvm, "GC.run");
    return megabytes(ask(jvm, "GC.heap_info"));
  }

  /// What a JVM with the serial collector tells of its heap; NaN where it tells something else.
  static double megabytes(String told) {
    var used =
        GENERATION
            .matcher(told)
            .results()
            .mapToDouble(one -> Double.parseDouble(one.group(1)))
            .toArray();
    double kilobytes = 0;
    for (double one : used) {
      kilobytes += one;
    }
    return used.length == 0 ? Double.NaN : kilobytes / 1e3;
  }

  private static String ask(Process jvm, String what) throws IOException, InterruptedException {
    var tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var jcmd =
        new ProcessBuilder(tool, Long.toString(jvm.pid()), what).redirectErrorStream(true).start();
    if (!jcmd.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
      jcmd.destroyForcibly();
      throw new IOException(what + " of " + jvm.pid() + " takes too long");
    }
    var told = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.exitValue() != 0) {
      throw new IOException(what + " of " + jvm.pid() + ": " + told);
    }
    return told;
  }
}
