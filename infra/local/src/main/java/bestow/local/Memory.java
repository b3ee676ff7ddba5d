package bestow.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How much memory processes have resident, pages that they share counted for each of them.
final class Memory {
  private Memory() {}

  /// The sum in MiB; 0 where the system has no /proc.
  static long mebibytes(List<Long> pids) {
    return pids.stream().mapToLong(Memory::kibibytes).sum() / 1024;
  }

  private static long kibibytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException _) {
      // It has just ended, or there is no /proc.
      return 0;
    }
  }
}
