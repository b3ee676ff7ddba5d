package bestow.flow;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a JVM learned of the services' classes, for those that start after it (JEP 483 and 514):
/// most of what these tests cost is starts. One cache for all services, since they have one class
/// path; the first house of a build that closes leaves it. Nothing depends on it: without, or with
/// one that does not fit, a JVM reads its jars.
final class ClassCache {
  private static final Path FILE = Path.of("target", "services.aot").toAbsolutePath();
  // The JVM compares every jar for itself, but would tell of it among the lines of a service.
  private static final List<String> QUIET = List.of("-Xlog:cds=off", "-Xlog:aot=off");

  private ClassCache() {}

  /// What a JVM with this class path is told that uses the cache: nothing where it is too old.
  static List<String> used(String classPath) {
    return isFresh(classPath) ? told("-XX:AOTCache=", FILE) : List.of();
  }

  /// What a JVM is told that writes one as it ends.
  static List<String> written(Path file) {
    return told("-XX:AOTCacheOutput=", file);
  }

  /// Where a process would write one, if it has this class path and there is need.
  ///
  /// @param name its own
  static Optional<Path> missing(String classPath, String name) {
    // Beside the cache, so that it can be moved there at once.
    var file = FILE.resolveSibling(ProcessHandle.current().pid() + "-" + name + ".aot");
    return isOfJars(classPath) && !isFresh(classPath) ? Optional.of(file) : Optional.empty();
  }

  /// Makes a cache that was written the one that is used.
  static void keep(Path written) {
    try {
      Files.move(written, FILE, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException _) {
      // It was not written: then there is none.
    }
  }

  private static List<String> told(String option, Path file) {
    return Stream.concat(Stream.of(option + file), QUIET.stream()).toList();
  }

  // A cache knows jars only, and `mvn test` has the folders of what has changed.
  private static boolean isOfJars(String classPath) {
    return entries(classPath).allMatch(Files::isRegularFile);
  }

  private static boolean isFresh(String classPath) {
    var cached = changed(FILE);
    return cached.isPresent()
        && isOfJars(classPath)
        && entries(classPath)
            .map(ClassCache::changed)
            .allMatch(one -> one.filter(at -> at.compareTo(cached.get()) < 0).isPresent());
  }

  private static Stream<Path> entries(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator, -1)).map(Path::of);
  }

  private static Optional<FileTime> changed(Path file) {
    try {
      return Optional.of(Files.getLastModifiedTime(file));
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
