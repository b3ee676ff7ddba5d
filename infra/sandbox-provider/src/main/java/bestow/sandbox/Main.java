package bestow.sandbox;

import bestow.mesh.Ticker;
import bestow.server.Logs;
import bestow.server.Settings;
import bestow.server.StartException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.logging.Logger;

/// Starts the sandbox provider.
public final class Main {

  private static final String NAME = "sandbox-provider";

  private Main() {}

  /// Runs until SIGTERM.
  ///
  /// @param args none, or a settings file
  public static void main(String[] args) {
    Logs.configure(NAME);
    var log = Logger.getLogger(Main.class.getName());
    try {
      var settings = Settings.load(args, System.getenv());
      var provider =
          SandboxProvider.start(
              settings.read(SandboxSettings::from), Ticker.system(), InstantSource.system());
      log.info(
          "%s listens on port %d, is looked after on port %d, with %s"
              .formatted(NAME, provider.port(), provider.adminPort(), settings.effective()));
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(provider)));
      // The listeners' threads are virtual and keep no process alive.
      provider.awaitEnd();
    } catch (StartException e) {
      e.problems().forEach(problem -> log.severe(NAME + " does not start: " + problem));
      System.exit(1);
    } catch (IOException e) {
      log.severe(NAME + " does not start: " + e.getMessage());
      System.exit(1);
    }
  }

  /// In the JDK's shutdown hook, after a signal: the exit code of a process that did what it was
  /// told is 0, and only `halt` can still say so.
  private static void end(SandboxProvider provider) {
    provider.close();
    Runtime.getRuntime().halt(0);
  }
}
