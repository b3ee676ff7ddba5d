package bestow.local;

import bestow.mesh.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Waits until parts are ready, tells each as it comes, and names the one that ends or takes too
/// long.
public final class Readiness {
  private static final long POLL_MILLIS = 100;

  private final Home home;
  private final Progress progress;
  private final Ticker ticker;
  private final Duration limit;

  /// @param limit how long one part may take
  public Readiness(Home home, Progress progress, Ticker ticker, Duration limit) {
    this.home = home;
    this.progress = progress;
    this.ticker = ticker;
    this.limit = limit;
  }

  /// Returns when every one is ready.
  ///
  /// @throws LaunchException for the first that ended or was too slow
  public void await(List<Live> lives) throws LaunchException, InterruptedException {
    try (var probe = new Probe();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var ready = new ExecutorCompletionService<Live>(threads);
      lives.forEach(live -> ready.submit(() -> await(live, probe)));
      for (var i = 0; i < lives.size(); i++) {
        tell(next(ready, threads));
      }
    }
  }

  private Live next(ExecutorCompletionService<Live> ready, ExecutorService threads)
      throws LaunchException, InterruptedException {
    try {
      return ready.take().get();
    } catch (ExecutionException failed) {
      threads.shutdownNow();
      if (failed.getCause() instanceof LaunchException why) {
        throw why;
      }
      throw new LaunchException("Waiting failed: " + failed.getCause(), failed);
    }
  }

  private Live await(Live live, Probe probe) throws LaunchException, InterruptedException {
    var lacks = Optional.of("nothing asked yet");
    while (elapsed(live).compareTo(limit) < 0) {
      if (live.process().waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new LaunchException(live.ending(home));
      }
      lacks = probe.lacks(live.part().ready());
      if (lacks.isEmpty()) {
        return live;
      }
    }
    throw new LaunchException(
        "%s is not ready after %d s (%s); %s ends so:\n%s"
            .formatted(
                live.part().id(),
                limit.toSeconds(),
                lacks.orElse(""),
                home.shown(live.log()),
                live.lastLines()));
  }

  private void tell(Live live) {
    progress.ready(live.part(), elapsed(live));
  }

  private Duration elapsed(Live live) {
    return Duration.ofNanos(ticker.nanos() - live.startedNanos());
  }
}
