package bestow.gateway;

import bestow.mesh.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Why a door gave no reply, for whoever reads the log: one line a second at most, with how many
/// were left out before it. For any number of threads.
final class Remarks {
  private static final System.Logger LOG = System.getLogger(Remarks.class.getName());
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final Ticker ticker;
  private final AtomicLong quietUntilNanos;
  private final AtomicLong leftOut = new AtomicLong();

  Remarks(Ticker ticker) {
    this.ticker = ticker;
    this.quietUntilNanos = new AtomicLong(ticker.nanos());
  }

  /// Writes the sentence down, or counts it.
  void make(String why) {
    long now = ticker.nanos();
    long until = quietUntilNanos.get();
    if (now - until >= 0 && quietUntilNanos.compareAndSet(until, now + BETWEEN.toNanos())) {
      LOG.log(System.Logger.Level.WARNING, "{0} ({1} more before it)", why, leftOut.getAndSet(0));
    } else {
      leftOut.incrementAndGet();
    }
  }
}
