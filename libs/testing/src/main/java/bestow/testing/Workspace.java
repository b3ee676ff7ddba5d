package bestow.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// A temporary folder of one process that only its owner may enter.
record Workspace(Path folder) {
  static Workspace create(String name) {
    try {
      return new Workspace(Files.createTempDirectory("bestow-" + name + "-"));
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot make a temporary folder", failed);
    }
  }

  /// Writes a file, over an older one of that name.
  Path file(String name, List<String> lines) {
    try {
      return Files.write(folder.resolve(name), lines);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot write " + name + " in " + folder, failed);
    }
  }

  /// Removes the folder and all in it.
  void delete() {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot remove " + folder, failed);
    }
  }
}
