package bestow.drills;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// What the kernel counts of processes.
final class Kernel {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

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

  private static String read(Process process, String file) throws IOException {
    return Files.readString(Path.of("/proc/" + process.pid() + "/" + file));
  }
}
