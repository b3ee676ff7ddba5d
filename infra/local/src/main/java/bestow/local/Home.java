package bestow.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/// Where everything lies: the root of the repository, `.local` in it for what was brought there
/// once, and a folder for all that a run makes.
///
/// @param root the root of the repository
/// @param run what a run makes: `.local` as well, unless a measurement keeps its own apart
public record Home(Path root, Path run) {
  private static final String LOCAL = ".local";

  /// A repository whose runs lie in `.local`.
  public static Home of(Path folder) {
    var root = folder.toAbsolutePath().normalize();
    return new Home(root, root.resolve(LOCAL));
  }

  /// The same repository, with runs in a folder of `.local`.
  public Home apart(String name) {
    return new Home(root, root.resolve(LOCAL).resolve(name));
  }

  /// What `make tools` put there.
  Path tool(String name) {
    return brought("tools/bin/" + name);
  }

  /// What was brought into `.local` once, for every run.
  Path brought(String path) {
    return root.resolve(LOCAL).resolve(path);
  }

  /// The jar of a module, which names its libraries itself.
  public Path jar(String module) {
    var folder = root.resolve(module);
    return folder.resolve("target").resolve(folder.getFileName() + ".jar");
  }

  /// What a part keeps from run to run; its working directory.
  Path data(String id) {
    return local("data/" + id);
  }

  Path log(String id) {
    return local("logs/" + id + ".log");
  }

  Path pids() {
    return local("pids");
  }

  Path pid(String id) {
    return pids().resolve(id);
  }

  /// What scripts read; only its owner may.
  Path environment() {
    return local("env");
  }

  /// What a run keeps.
  public Path local(String path) {
    return run.resolve(path);
  }

  /// Removes all that runs left here.
  public void remove() throws IOException {
    if (!exists(run)) {
      return;
    }
    try (var files = Files.walk(run)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /// A path as a person at the root of the repository would write it.
  String shown(Path path) {
    return root.relativize(path).toString();
  }

  /// Writes a file whole or not at all; only its owner may read it.
  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  static boolean exists(Path file) {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
  }
}
