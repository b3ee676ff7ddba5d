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
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// `make bench`: starts ours, the floor and the peer, warms them up, has them claim in turns, and
/// writes the figures down.
public final class Main {
  private static final List<Integer> CALLERS = List.of(1, 16, 128);
  private static final int MOST = 128;
  private static final int ROUNDS = 3;
  private static final Duration ROUND = Duration.ofSeconds(4);
  private static final Duration WARM_WIDE = Duration.ofSeconds(4);
  private static final Path RESULTS = Path.of("tests/bench/results");

  private final Progress progress;
  private final List<Run> runs;

  private Main(Progress progress, List<Run> runs) {
    this.progress = progress;
    this.runs = runs;
  }

  /// Measures.
  ///
  /// @param args none
  public static void main(String[] args) throws InterruptedException {
    var progress = Progress.terminal();
    try {
      System.exit(measure(progress));
    } catch (LaunchException refused) {
      progress.complain(refused.sentence());
    } catch (IOException | GeneralSecurityException failed) {
      progress.complain("Nothing could be measured: " + failed);
    }
    System.exit(1);
  }

  private static int measure(Progress progress)
      throws LaunchException, IOException, GeneralSecurityException, InterruptedException {
    var home = Home.of(Path.of(""));
    var ticker = Ticker.system();
    var clock = InstantSource.system();
    var random = new SecureRandom();
    var java = Path.of(System.getProperty("java.home"));
    var jvm = new Jvm(java);
    var runs = new ArrayList<Run>();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> close(runs)));
    for (var name : List.of("ours", "floor", "peer")) {
      var apart = home.apart("bench-" + name);
      Run.remove(apart);
      var chain =
          switch (name) {
            case "ours" -> new Ours(apart, clock, ticker, random);
            case "floor" -> new FloorChain(apart, jvm, random);
            default -> new Peer(apart, java.resolve("bin/java"), ticker, random);
          };
      runs.add(Run.of(chain, apart, progress, ticker));
    }
    long start = ticker.nanos();
    var today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    var page = new Main(progress, runs).page("Bestow, " + today + ", " + machine());
    progress.say("\n" + page);
    Files.createDirectories(RESULTS);
    var file = RESULTS.resolve(today + ".txt");
    Files.writeString(file, page);
    progress.say(
        "Written to %s after %d s.".formatted(file, (ticker.nanos() - start) / 1_000_000_000));
    return 0;
  }

  private String page(String head)
      throws LaunchException, IOException, GeneralSecurityException, InterruptedException {
    for (var run : runs) {
      progress.say("Starting " + run.name());
      run.open();
    }
    for (var run : runs) warm(run);
    var figures = new Figures(head);
    for (int callers : CALLERS) {
      progress.say("Measuring with " + callers + " callers");
      var series = series(callers);
      figures.add(callers, series.getFirst(), series.subList(1, series.size()));
      if (callers == MOST) figures.addProcesses(callers, series);
    }
    return figures.text();
  }

  // Compiled code is what is measured: the peer needs the longest for it.
  private void warm(Run run) throws IOException, InterruptedException {
    var time = Duration.ofSeconds(run.name().equals("peer") ? 40 : 15);
    progress.say("Warming up %s for %d s".formatted(run.name(), time.plus(WARM_WIDE).toSeconds()));
    progress.say("  " + run.measure(16, time).answers());
    progress.say("  " + run.measure(MOST, WARM_WIDE).answers());
  }

  /// A series for each chain, whose rounds took turns.
  private List<Series> series(int callers) throws IOException, InterruptedException {
    var rounds = new ArrayList<List<Round>>();
    for (var _ : runs) rounds.add(new ArrayList<>());
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < runs.size(); i++) {
        var measured = runs.get(i).measure(callers, ROUND);
        rounds.get(i).add(measured);
        progress.say("  %-6s %s".formatted(runs.get(i).name(), measured.answers()));
      }
    }
    var series = new ArrayList<Series>();
    for (int i = 0; i < runs.size(); i++) {
      series.add(new Series(runs.get(i).name(), runs.get(i).provider(), rounds.get(i)));
    }
    return series;
  }

  private static void close(List<Run> runs) {
    for (var run : runs.reversed()) run.close();
  }

  private static String machine() {
    return "%d processors, Java %s, %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            Runtime.version(),
            System.getProperty("os.arch"));
  }
}
