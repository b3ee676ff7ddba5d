package bestow.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Where everything lies: the root of the repository, and `.local` in it for all that a run makes.
///
/// @param root the root of the repository
record Home(Path root) {
  static Home of(Path folder) {
    return new Home(folder.toAbsolutePath().normalize());
  }

  /// What `make tools` put there.
  Path tool(String name) {
    return local("tools/bin/" + name);
  }

  /// The jar of a module, which names its libraries itself.
  Path jar(String module) {
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

  Path local(String path) {
    return root.resolve(".local").resolve(path);
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
