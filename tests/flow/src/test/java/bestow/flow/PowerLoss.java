package bestow.flow;

import bestow.testing.RedisProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Takes the power from a Redis: it is killed, and whatever it had not seen on the disk is gone. A
/// plain `kill -9` takes nothing of a file from it, for the system still has it.
final class PowerLoss {
  private static final Path SOURCE = Path.of("src", "test", "c", "powerloss.c");

  private final Path library;
  private final Path notes;

  private PowerLoss(Path library, Path notes) {
    this.library = library;
    this.notes = notes;
  }

  /// One that works in a folder; nothing on a machine without a C compiler.
  static Optional<PowerLoss> in(Path folder) {
    var library = folder.resolve("powerloss.so").toAbsolutePath();
    var command =
        List.of("cc", "-O1", "-shared", "-fPIC", "-o", library.toString(), SOURCE.toString());
    try {
      int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exit != 0) throw new AssertionError("powerloss.c does not compile");
      return Optional.of(new PowerLoss(library, folder.resolve("synced").toAbsolutePath()));
    } catch (IOException none) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// What a Redis is told that may lose its power.
  Map<String, String> environment() {
    return Map.of("LD_PRELOAD", library.toString(), "POWERLOSS_NOTES", notes.toString());
  }

  /// The power goes and comes back.
  void strike(RedisProcess redis) {
    redis.kill();
    try (Stream<Path> files = Files.walk(redis.folder())) {
      var synced = synced();
      for (var file : files.filter(each -> each.toString().endsWith(".incr.aof")).toList()) {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate(synced.getOrDefault(file.toRealPath().toString(), 0L));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the power stays", e);
    }
    redis.restart();
  }

  private Map<String, Long> synced() throws IOException {
    var synced = new HashMap<String, Long>();
    for (var line : Files.readAllLines(notes)) {
      int blank = line.indexOf(' ');
      synced.merge(line.substring(blank + 1), Long.parseLong(line.substring(0, blank)), Math::max);
    }
    return synced;
  }
}
