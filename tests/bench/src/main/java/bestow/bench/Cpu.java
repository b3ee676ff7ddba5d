package bestow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// What processes have used of the processors, user and system, as the kernel counts it.
final class Cpu {
  // A tick of /proc is a hundredth of a second on every Linux that Java runs on.
  private static final long TICK_MICROS = 10_000;
  private static final int USER = 11;
  private static final int SYSTEM = 12;

  private Cpu() {}

  /// Microseconds since each process began.
  ///
  /// @param pids by the name of the process
  static Map<String, Long> micros(Map<String, Long> pids) throws IOException {
    var micros = new LinkedHashMap<String, Long>();
    for (var entry : pids.entrySet()) {
      micros.put(
          entry.getKey(), read(Files.readString(Path.of("/proc/" + entry.getValue() + "/stat"))));
    }
    return micros;
  }

  /// Reads a line of `/proc/PID/stat`, whose second word may hold blanks and brackets.
  static long read(String line) {
    var words = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(words[USER]) + Long.parseLong(words[SYSTEM])) * TICK_MICROS;
  }
}
