package bestow.bench;

import bestow.local.Home;
import bestow.local.LaunchException;
import bestow.local.Live;
import bestow.local.Part;
import bestow.local.Ports;
import bestow.local.Processes;
import bestow.local.Progress;
import bestow.local.Readiness;
import bestow.mesh.Ticker;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One chain while it runs, in a folder of its own that is gone afterwards.
final class Run implements AutoCloseable {
  // Eight Spring processes that start at once take their time on two cores.
  private static final Duration PART_LIMIT = Duration.ofMinutes(2);
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int USERS = 2_000;

  private final Chain chain;
  private final Home home;
  private final Progress progress;
  private final Ticker ticker;
  private final Processes processes;
  private Load load;
  private int turn;

  private Run(Chain chain, Home home, Progress progress, Ticker ticker, Load load) {
    this.chain = chain;
    this.home = home;
    this.progress = progress;
    this.ticker = ticker;
    this.load = load;
    this.processes = new Processes(home, ticker, GRACE);
  }

  /// A chain that is not started yet.
  static Run of(Chain chain, Home home, Progress progress, Ticker ticker) {
    return new Run(chain, home, progress, ticker, load(chain, ticker, List.of("")));
  }

  /// Starts it, and signs its users in.
  void open() throws LaunchException, IOException, GeneralSecurityException, InterruptedException {
    var parts = chain.parts();
    var taken =
        Ports.taken(Stream.concat(parts.stores().stream(), parts.services().stream()).toList());
    if (!taken.isEmpty()) {
      throw new LaunchException(String.join("\n", taken) + "\nNothing can be measured beside it.");
    }
    var readiness = new Readiness(home, progress, ticker, PART_LIMIT);
    readiness.await(start(parts.stores()));
    readiness.await(start(parts.services()));
    load = load(chain, ticker, chain.open(USERS));
  }

  String name() {
    return chain.name();
  }

  String provider() {
    return chain.provider();
  }

  /// Lets callers claim for so long, and tells what it took.
  Round measure(int callers, Duration time) throws IOException, InterruptedException {
    var before = Cpu.micros(pids());
    long start = ticker.nanos();
    var answers = load.run(callers, time, turn);
    double seconds = (ticker.nanos() - start) / 1e9;
    turn += answers.micros().length;
    return new Round(answers, seconds, Round.between(before, Cpu.micros(pids())));
  }

  @Override
  public void close() {
    try {
      processes.stop();
      home.remove();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException failed) {
      progress.complain(home.run() + " stays behind: " + failed);
    }
  }

  private static Load load(Chain chain, Ticker ticker, List<String> tokens) {
    return new Load(ticker, chain.claims(), chain.claim(), tokens);
  }

  private List<Live> start(List<Part> parts) throws LaunchException {
    var lives = new ArrayList<Live>();
    for (var part : parts) lives.add(processes.start(part));
    return lives;
  }

  private Map<String, Long> pids() {
    var pids = new LinkedHashMap<String, Long>();
    processes.started().forEach(live -> pids.put(live.part().id(), live.process().pid()));
    return pids;
  }
}
