package bestow.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// A run in which the JVMs learn how their services start and claim, and write it down for the next
/// runs: their [class caches][ClassCaches].
final class Rehearsal {
  private final Home home;
  private final Progress progress;
  private final RandomGenerator random;

  /// @param random cryptographically strong
  Rehearsal(Home home, Progress progress, RandomGenerator random) {
    this.home = home;
    this.progress = progress;
    this.random = random;
  }

  /// Writes caches, unless all are fresh.
  ///
  /// @return the exit code
  int run() throws LaunchException, IOException, GeneralSecurityException, InterruptedException {
    var jars = jars();
    if (jars.stream().allMatch(ClassCaches::isFresh)) {
      return 0;
    }
    progress.say("caches: a rehearsal for what the services' JVMs learn in it");
    var apart = home.apart("rehearsal");
    apart.remove();
    int code = new Run(apart, Options.REHEARSAL, progress, random).run();
    var missing = jars.stream().filter(jar -> !ClassCaches.isFresh(jar)).toList();
    if (code == 0 && !missing.isEmpty()) {
      throw new LaunchException(
          "These JVMs wrote no class cache: "
              + String.join(", ", missing.stream().map(home::shown).toList())
              + "; the logs in .local/rehearsal say why.");
    }
    if (code == 0) {
      apart.remove();
    }
    return code;
  }

  /// What has to be packaged: the services, and the provider of a local run.
  private List<Path> jars() throws IOException {
    try (var services = Files.list(home.root().resolve("services"))) {
      return Stream.concat(
              services.filter(Files::isDirectory).map(one -> "services/" + one.getFileName()),
              Stream.of("infra/sandbox-provider"))
          .map(home::jar)
          .toList();
    }
  }
}
