package bestow.bench;

import bestow.local.Progress;
import bestow.mesh.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The process that calls: makes the same call in every way, in turns of a second, and tells a line
/// for each [Turn]. Its processor time is what a call costs its caller.
final class Caller {
  /// How many call at once.
  static final int CALLERS = 64;

  private static final int WARM_ROUNDS = 3;
  private static final Duration TURN = Duration.ofSeconds(1);
  private static final int ROUNDS = 14;

  private final Ticker ticker;
  private final ExecutorService threads;

  private Caller(Ticker ticker, ExecutorService threads) {
    this.ticker = ticker;
    this.threads = threads;
  }

  /// Calls.
  ///
  /// @param args a folder for what meshes keep, and the ports of the callee
  public static void main(String[] args) throws Exception {
    var progress = Progress.terminal();
    var ports = List.of(args).subList(1, args.length).stream().map(Integer::valueOf).toList();
    var ways = new ArrayList<>(new Ways(ports, CALLERS, Path.of(args[0])).all());
    var caller = new Caller(Ticker.system(), Executors.newVirtualThreadPerTaskExecutor());
    for (int round = -WARM_ROUNDS; round < ROUNDS; round++) {
      for (var way : ways) {
        var turn = caller.turn(round, way);
        if (round >= 0) progress.say(turn.line());
      }
      // Another one begins each time: whoever comes after a costly one might pay for it.
      Collections.rotate(ways, 1);
    }
    // What the ways hold open ends with the process.
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
