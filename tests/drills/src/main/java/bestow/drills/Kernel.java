package bestow.drills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// What the kernel counts of processes.
final class Kernel {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  // A tick of /proc is a hundredth of a second on every Linux that Java runs on.
  private static final double TICKS_A_SECOND = 100;
  private static final int USER = 11;
  private static final int SYSTEM = 12;

  private Kernel() {}

  /// How much memory they have, in MB.
  static double megabytes(List<Process> processes) throws IOException {
    double kilobytes = 0;
    for (var process : processes) {
      var matcher = RESIDENT.matcher(read(process, "status"));
      kilobytes += matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }
    return kilobytes / 1e3;
  }

  /// How long they have used a processor, in seconds.
  static double cpuSeconds(List<Process> processes) throws IOException {
    double ticks = 0;
    for (var process : processes) {
      var line = read(process, "stat");
      // The second word may hold blanks and brackets.
      var words = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      ticks += Double.parseDouble(words[USER]) + Double.parseDouble(words[SYSTEM]);
    }
    return ticks / TICKS_A_SECOND;
  }

  private static String read(Process process, String file) throws IOException {
    return Files.readString(Path.of("/proc/" + process.pid() + "/" + file));
  }
}
