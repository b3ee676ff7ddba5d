package bestow.drills;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Which version of the platform is played.
public final class Version {
  private static final String UNKNOWN = "unknown";
  private static final int SECONDS_MAX = 5;

  private Version() {}

  /// The commit of the sources around a folder, with `-dirty` where they differ from it; `unknown`
  /// where git does not tell.
  public static String of(Path folder) throws InterruptedException {
    try {
      var git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
              .directory(folder.toAbsolutePath().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!git.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
        git.destroyForcibly();
        return UNKNOWN;
      }
      var said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.exitValue() == 0 ? said : UNKNOWN;
    } catch (IOException _) {
      return UNKNOWN;
    }
  }
}
