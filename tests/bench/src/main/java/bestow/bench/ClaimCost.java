package bestow.bench;

import bestow.local.Home;
import bestow.local.Jvm;
import bestow.local.LaunchException;
import bestow.local.Progress;
import bestow.mesh.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Measures what a claim costs: starts ours, the floor and the peer, warms them up, and has them
/// claim in turns.
final class ClaimCost implements AutoCloseable {
  private static final List<Integer> CALLERS = List.of(1, 16, 128);
  private static final int MOST = 128;
  private static final int ROUNDS = 5;
  private static final Duration ROUND = Duration.ofSeconds(4);
  private static final int WARM_CLAIMS = 30_000;
  // With 16 callers, so that what runs while nobody queues is compiled too.
  private static final int WARM_ROUNDS_FEW = 4;
  // The peer may not get to as many claims.
  private static final int WARM_ROUNDS_MAX = 25;

  private final Progress progress;
  private final List<Run> runs;

  private ClaimCost(Progress progress, List<Run> runs) {
    this.progress = progress;
    this.runs = runs;
  }

  /// Three chains, not started yet.
  ///
  /// @param java where the JDK is
  /// @param random cryptographically strong
  static ClaimCost of(Home home, Path java, Progress progress, RandomGenerator random)
      throws IOException {
    var ticker = Ticker.system();
    var runs = new ArrayList<Run>();
    for (var name : List.of("ours", "floor", "peer")) {
      var apart = home.apart("bench-" + name);
      apart.remove();
      var chain =
          switch (name) {
            case "ours" -> new Ours(apart, InstantSource.system(), ticker, random);
            case "floor" -> new FloorChain(apart, new Jvm(java), random);
            default -> new Peer(apart, java.resolve("bin/java"), ticker, random);
          };
      runs.add(Run.of(chain, apart, progress, ticker));
    }
    return new ClaimCost(progress, runs);
  }

  /// Measures, and gives the page.
  String page(String head)
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

  @Override
  public void close() {
    for (var run : runs.reversed()) run.close();
  }

  // Compiled code is what is measured, and it is compiled by how often it ran: on a slow day the
  // same claims take longer, and everything is as warm.
  private void warm(Run run) throws IOException, InterruptedException {
    progress.say(
        "Warming up %s with %,d claims, or as many as %d s give"
            .formatted(run.name(), WARM_CLAIMS, WARM_ROUNDS_MAX * ROUND.toSeconds()));
    int delivered = 0;
    for (int round = 0; round < WARM_ROUNDS_MAX && delivered < WARM_CLAIMS; round++) {
      var answers = run.measure(round < WARM_ROUNDS_FEW ? 16 : MOST, ROUND).answers();
      delivered += answers.delivered();
      progress.say("  " + answers);
    }
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
}
