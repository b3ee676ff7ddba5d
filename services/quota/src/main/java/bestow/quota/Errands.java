package bestow.quota;

import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/// Does what no claim waits for, each on a virtual thread with a deadline of its own. What comes
/// while too much is under way is left undone: nothing that must hold depends on it. Safe for use
/// by many threads.
final class Errands implements Executor, AutoCloseable {
  /// As many as requests are taken on at once: each leaves one errand at most.
  private static final int UNDER_WAY_MAX = 1_024;

  /// For a recall over 64 buckets, one after another.
  private static final Duration TIME = Duration.ofSeconds(5);

  /// How long a claim without a deadline waits for another one's stock.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore room = new Semaphore(UNDER_WAY_MAX);
  private final Ticker ticker;

  Errands(Ticker ticker) {
    this.ticker = ticker;
  }

  @Override
  public void execute(Runnable errand) {
    if (!room.tryAcquire()) {
      return;
    }
    var trace = CallContext.isBound() ? CallContext.current().trace() : Context.root();
    var context = new CallContext(Deadline.in(TIME, ticker), trace, Criticality.OPTIONAL);
    try {
      threads.execute(() -> run(context, errand));
    } catch (RejectedExecutionException e) {
      // The process is ending.
      room.release();
    }
  }

  private void run(CallContext context, Runnable errand) {
    try {
      context.run(errand);
    } finally {
      room.release();
    }
  }

  /// How long the running claim may wait for another one's stock.
  long patienceNanos() {
    return CallContext.isBound()
        ? CallContext.current().deadline().remainingNanos(ticker)
        : PATIENCE.toNanos();
  }

  /// Ends when those under way have ended.
  @Override
  public void close() {
    threads.close();
  }
}
