package bestow.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The processes that pid files speak of, of this run or one that is over.
final class Pids {
  // A pid file is written right after its process has started; a process that is older or much
  // younger than the file only has the same number.
  private static final Duration BETWEEN_MAX = Duration.ofSeconds(10);

  private final Home home;

  Pids(Home home) {
    this.home = home;
  }

  /// A part that has a pid file.
  ///
  /// @param process empty when it is gone
  record Entry(String id, Path file, Optional<ProcessHandle> process) {}

  List<Entry> entries() throws IOException {
    if (!Home.exists(home.pids())) {
      return List.of();
    }
    try (var files = Files.list(home.pids())) {
      return files.sorted().map(Pids::entry).toList();
    }
  }

  private static Entry entry(Path file) {
    return new Entry(file.getFileName().toString(), file, process(file));
  }

  private static Optional<ProcessHandle> process(Path file) {
    try {
      var text = Files.readString(file).strip();
      var written = Files.getLastModifiedTime(file).toInstant();
      return text.matches("[0-9]{1,9}")
          ? ProcessHandle.of(Long.parseLong(text)).filter(process -> isIt(process, written))
          : Optional.empty();
    } catch (IOException _) {
      // It was removed while we looked.
      return Optional.empty();
    }
  }

  private static boolean isIt(ProcessHandle process, Instant written) {
    return process
        .info()
        .startInstant()
        .map(started -> Duration.between(started, written).abs().compareTo(BETWEEN_MAX) < 0)
        .orElse(true);
  }
}
