package bestow.bench;

import bestow.local.Home;
import bestow.local.Jvm;
import bestow.local.LaunchException;
import bestow.local.Progress;
import bestow.mesh.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;

/// `make bench`: measures what a claim costs and what the mesh costs, or one of the two, and writes
/// a page of figures for each.
public final class Main {
  private static final Path RESULTS = Path.of("tests/bench/results");

  private final Home home = Home.of(Path.of(""));
  private final Path java = Path.of(System.getProperty("java.home"));
  private final Ticker ticker = Ticker.system();
  private final Progress progress;

  private Main(Progress progress) {
    this.progress = progress;
  }

  /// Measures what `ONLY` asks for.
  ///
  /// @param args none
  public static void main(String[] args) throws InterruptedException {
    var progress = Progress.terminal();
    try {
      for (var what : What.asked(System.getenv())) new Main(progress).measure(what);
      System.exit(0);
    } catch (LaunchException refused) {
      progress.complain(refused.sentence());
    } catch (IOException | GeneralSecurityException failed) {
      progress.complain("Nothing could be measured: " + failed);
    }
    System.exit(1);
  }

  private void measure(What what)
      throws LaunchException, IOException, GeneralSecurityException, InterruptedException {
    long start = ticker.nanos();
    var today = InstantSource.system().instant().atOffset(ZoneOffset.UTC).toLocalDate();
    var head = "Bestow, " + today + ", " + machine();
    var page =
        switch (what) {
          case CLAIM -> claim(head);
          case MESH -> new MeshCost(home.apart("bench-mesh"), new Jvm(java), progress).page(head);
        };
    progress.say("\n" + page);
    Files.createDirectories(RESULTS);
    var file = RESULTS.resolve(today + "-" + what.word() + ".txt");
    Files.writeString(file, page);
    progress.say(
        "Written to %s after %d s.".formatted(file, (ticker.nanos() - start) / 1_000_000_000));
  }

  private String claim(String head)
      throws LaunchException, IOException, GeneralSecurityException, InterruptedException {
    try (var cost = ClaimCost.of(home, java, progress, new SecureRandom())) {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(cost::close));
      return cost.page(head);
    }
  }

  private static String machine() {
    return "%d processors, Java %s, %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            Runtime.version(),
            System.getProperty("os.arch"));
  }
}
