package bestow.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import bestow.local.Progress;
import bestow.mesh.Ticker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A process that calls in one way: for each round that it reads the number of it calls for a
/// second and tells a [Turn]. Its processor time is what a call costs its caller. Each way has a
/// process of its own, as each service has: what the JVM learns from one way would make another
/// slower.
final class Caller {
  /// How many call at once.
  static final int CALLERS = 64;

  private static final Duration TURN = Duration.ofSeconds(1);

  private final Ticker ticker;
  private final ExecutorService threads;

  private Caller(Ticker ticker, ExecutorService threads) {
    this.ticker = ticker;
    this.threads = threads;
  }

  /// Calls, until there are no more rounds.
  ///
  /// @param args which way, a folder for what meshes keep, and the ports of the callee
  public static void main(String[] args) throws Exception {
    var progress = Progress.terminal();
    var ports = List.of(args).subList(2, args.length).stream().map(Integer::valueOf).toList();
    var way = new Ways(ports, CALLERS, Path.of(args[1])).way(How.valueOf(args[0]));
    var caller = new Caller(Ticker.system(), Executors.newVirtualThreadPerTaskExecutor());
    try (var rounds = new BufferedReader(new InputStreamReader(System.in, US_ASCII))) {
      for (var round = rounds.readLine(); round != null; round = rounds.readLine()) {
        progress.say(caller.turn(Integer.parseInt(round), way).line());
      }
    }
    // What the way holds open ends with the process.
    System.exit(0);
  }

  private Turn turn(int round, Way way)
      throws IOException, InterruptedException, ExecutionException {
    long cpu = cpuMicros();
    long end = ticker.nanos() + TURN.toNanos();
    var running = new ArrayList<Future<Long>>();
    for (var each : way.callers()) running.add(threads.submit(() -> calls(each, end)));
    long calls = 0;
    for (var each : running) calls += each.get();
    return new Turn(round, way.how(), calls, cpuMicros() - cpu);
  }

  private long calls(Callable<byte[]> caller, long end) throws Exception {
    long calls = 0;
    for (; ticker.nanos() - end < 0; calls++) {
      if (caller.call().length == 0) throw new IOException("An answer was empty");
    }
    return calls;
  }

  private static long cpuMicros() throws IOException {
    return Cpu.micros(Map.of("own", ProcessHandle.current().pid())).getOrDefault("own", 0L);
  }
}
