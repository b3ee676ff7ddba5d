package bestow.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// What the JVM learned of a jar's classes in an earlier run, kept beside the jar (JEP 483, 514 and
/// 515): they are linked already, and it knows which methods are worth compiling. With it a service
/// is there in half the time, and its first requests find less of it cold.
public enum ClassCaches {
  /// Start as if there were none.
  NONE,
  /// Use those that are fresh.
  USED,
  /// Write new ones as the processes end.
  WRITTEN;

  /// What a JVM is told of the cache of a jar.
  List<String> flags(Path jar) {
    return switch (this) {
      case NONE -> List.of();
      // The JVM compares every jar for itself and goes on without a cache that does not fit, but
      // would tell that among the lines of the service's log.
      case USED -> isFresh(jar) ? List.of("-XX:AOTCache=" + file(jar), "-Xlog:aot=off") : List.of();
      case WRITTEN -> List.of("-XX:AOTCacheOutput=" + file(jar));
    };
  }

  /// Where the cache of a jar is.
  static Path file(Path jar) {
    var name = jar.getFileName().toString();
    return jar.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".aot");
  }

  /// Whether a jar has a cache that is younger than the jar and all that it needs.
  static boolean isFresh(Path jar) {
    var cached = changed(file(jar));
    return cached.isPresent()
        && needed(jar)
            .map(ClassCaches::changed)
            .allMatch(one -> one.filter(at -> at.compareTo(cached.get()) < 0).isPresent());
  }

  /// A jar, and those that it names.
  private static Stream<Path> needed(Path jar) {
    try (var file = new JarFile(jar.toFile())) {
      var named = file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      var others = named == null ? Stream.<String>empty() : Stream.of(named.split(" "));
      return Stream.concat(Stream.of(jar), others.map(jar::resolveSibling));
    } catch (IOException _) {
      // Then it cannot be started either, and who starts it says why.
      return Stream.of(jar);
    }
  }

  private static Optional<FileTime> changed(Path file) {
    try {
      return Optional.of(Files.getLastModifiedTime(file));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
