package bestow.drills;

import bestow.local.Home;
import bestow.local.LaunchException;
import bestow.local.Progress;
import bestow.mesh.Ticker;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `make drill NAME=…` and `make drills`: plays drills, writes a page for each, and tells whether
/// all figures are as they have to be.
public final class Main {
  /// What chance begins with where nobody says otherwise.
  static final long SEED = 1;

  private static final int RUNS_MAX = 20;
  private static final Path RESULTS = Path.of("tests/drills/results");

  private final Home home;
  private final Progress progress;
  private final Ticker ticker;
  private final InstantSource clock;
  private final Optional<Duration> length;
  private final String version;
  private final SecureRandom random = new SecureRandom();

  private Main(Home home, Progress progress, Optional<Duration> length)
      throws InterruptedException {
    this.home = home;
    this.progress = progress;
    this.ticker = Ticker.system();
    this.clock = InstantSource.system();
    this.length = length;
    this.version = Version.of(home.root());
  }

  /// Plays.
  ///
  /// @param names of the drills; all of them where none is given; or `judge` and a history's file
  public static void main(String[] names) throws InterruptedException {
    var progress = Progress.terminal();
    if (names.length == 2 && names[0].equals("judge")) {
      System.exit(Judge.judge(Path.of(names[1]), progress));
    }
    try {
      var drills = chosen(List.of(names));
      int runs = runs(System.getenv());
      long seed = seed(System.getenv());
      var length = length(System.getenv());
      var home = Home.of(Path.of("")).apart("drills");
      var main = new Main(home, progress, length);
      System.exit(main.play(drills, runs, seed, "1".equals(System.getenv("KEEP"))) ? 0 : 1);
    } catch (LaunchException refused) {
      progress.complain(refused.sentence());
    } catch (IOException | GeneralSecurityException failed) {
      progress.complain("Nothing could be played: " + failed);
    }
    System.exit(2);
  }

  /// The drills of these names, in the order of the table.
  static List<Drill> chosen(List<String> names) throws LaunchException {
    var table = Drills.all();
    var known = table.stream().map(Drill::name).toList();
    for (var name : names) {
      if (!known.contains(name)) {
        throw new LaunchException(
            "There is no drill %s; there are: %s.".formatted(name, String.join(", ", known)));
      }
    }
    return table.stream().filter(drill -> names.isEmpty() || names.contains(drill.name())).toList();
  }

  /// How often each is played: `RUNS`, or three times.
  static int runs(Map<String, String> environment) throws LaunchException {
    var runs = environment.getOrDefault("RUNS", "");
    if (!runs.matches("|1\\d?|20|[2-9]")) {
      throw new LaunchException("RUNS is 1 to " + RUNS_MAX + ", was " + runs + ".");
    }
    return runs.isEmpty() ? 3 : Integer.parseInt(runs);
  }

  /// What chance begins with in the first run: `SEED`, or 1; each further run has the next.
  static long seed(Map<String, String> environment) throws LaunchException {
    var seed = environment.getOrDefault("SEED", "");
    if (!seed.matches("\\d{0,18}")) {
      throw new LaunchException("SEED is a whole number from 0 up, was " + seed + ".");
    }
    return seed.isEmpty() ? SEED : Long.parseLong(seed);
  }

  /// How long the damage of some drills lasts: `LENGTH` in seconds, or nothing for as each has it.
  static Optional<Duration> length(Map<String, String> environment) throws LaunchException {
    var length = environment.getOrDefault("LENGTH", "");
    if (!length.matches("|[1-9]\\d{1,5}")) {
      throw new LaunchException("LENGTH is 10 to 999999 seconds, was " + length + ".");
    }
    return length.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(Long.parseLong(length)));
  }

  /// What was played, and on what, as it stands above its figures.
  ///
  /// @param when and of which version
  static String head(int runs, long seed, Optional<Duration> length, String when) {
    var seeds = runs == 1 ? "1 run of seed " + seed : runs + " runs from seed " + seed + " on";
    return "%s, %s, %s, %d processors, Java %s"
        .formatted(
            when,
            seeds,
            length.map(set -> "LENGTH=" + set.toSeconds()).orElse("its own length"),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version());
  }

  private boolean play(List<Drill> drills, int runs, long seed, boolean keeps)
      throws LaunchException, IOException, GeneralSecurityException, InterruptedException {
    var today = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
    var head = head(runs, seed, length, today + ", version " + version);
    boolean passed = true;
    Files.createDirectories(home.run());
    for (var drill : drills) {
      passed &=
          play(
              drill,
              runs,
              seed,
              head,
              keeps ? RESULTS.resolve(today + "-" + drill.name() + ".txt") : null);
    }
    return passed;
  }

  private boolean play(Drill drill, int runs, long seed, String head, @Nullable Path kept)
      throws IOException, GeneralSecurityException, InterruptedException {
    var played = new ArrayList<Page.Run>();
    var ends = new StringBuilder(head);
    for (int run = 1; run <= runs; run++) {
      progress.say("%s, run %d of %d".formatted(drill.name(), run, runs));
      var seeded = drill.seeded(seed + run - 1);
      if (!seeded.chosen().isEmpty()) {
        ends.append(";%n  seed %d: %s".formatted(seed + run - 1, seeded.chosen()));
      }
      try {
        played.add(play(seeded, seed + run - 1));
      } catch (LaunchException | IOException broken) {
        // The others are played nevertheless, and this drill has failed.
        ends.append("; run %d (seed %d) broke off: %s".formatted(run, seed + run - 1, broken));
      }
    }
    var page = home.local(drill.name() + ".html");
    var figures = Page.medians(played);
    boolean passed = played.size() == runs && figures.stream().allMatch(Figure::holds);
    Files.writeString(page, Page.of(drill, played, passed, ends.toString()));
    var text = "\n%s: %s\n%s".formatted(drill.name(), passed ? "passed" : "FAILED", lines(figures));
    progress.say(text + "  " + ends + "\n  " + page);
    if (kept != null) {
      Files.createDirectories(RESULTS);
      Files.writeString(kept, "Bestow, " + ends + "\n" + text);
    }
    return passed;
  }

  private Page.Run play(Drill drill, long seed)
      throws LaunchException, IOException, GeneralSecurityException, InterruptedException {
    var apart = new Home(home.root(), home.local("run"));
    apart.remove();
    var choices = new Scene.Choices(home.run(), seed, length, version);
    var cast = Cast.of(drill.site(), apart, progress, ticker, random);
    var machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    try (var scene =
        new Scene(drill.site(), cast, progress, ticker, machine::getCpuLoad, choices)) {
      // Whatever ends us, the processes go first.
      var hook = Thread.ofPlatform().unstarted(scene::close);
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        scene.open(clock);
        scene.begin();
        var figures = new ArrayList<>(drill.play(scene));
        scene.goHome();
        figures.addAll(scene.laws(drill.deliveriesMax()));
        return new Page.Run(figures, Page.pictures(scene, drill.site()));
      } finally {
        // While the JVM ends it throws, and no further run begins.
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  private static String lines(List<Figure> figures) {
    return figures.stream()
        .map(
            figure ->
                "  %-4s %-62s %12s  %s%n"
                    .formatted(
                        figure.holds() ? "" : "!", figure.what(), figure.shown(), figure.wanted()))
        .collect(Collectors.joining());
  }
}
