package bestow.mesh;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// How close the slowest thousandth of one step's calls comes to its timeout, judged once a window.
/// Needs a few kilobytes, however much is counted. Safe for use by many threads.
final class Closeness {

  private static final double SLOWEST = 0.999;

  // What is near stays so until it is clearly not, so that nobody is told twice a minute.
  private static final double BACK = 0.875;

  // So many windows in which too few calls were made are added up; then they are forgotten.
  private static final int WINDOWS_MAX = 10;

  /// What has changed.
  enum Turn {
    NEAR,
    FAR
  }

  private final TimeoutSettings settings;
  private final Latencies latencies = new Latencies();
  private final ReentrantLock judging = new ReentrantLock();
  private Latencies.Taken gathered = Latencies.Taken.nothing();
  private int windows;
  private boolean near;
  private volatile long windowStart;
  private volatile double share;

  Closeness(TimeoutSettings settings, long nowNanos) {
    this.settings = settings;
    this.windowStart = nowNanos;
  }

  /// Counts a call; judges when the window is over.
  Optional<Turn> count(long nanos, long now, Duration timeout) {
    latencies.count(nanos);
    if (now - windowStart < settings.window().toNanos() || !judging.tryLock()) {
      return Optional.empty();
    }
    try {
      windowStart = now;
      return judge(timeout);
    } finally {
      judging.unlock();
    }
  }

  /// Which share of the timeout the slowest thousandth last took; 0 where too few were counted.
  double share() {
    return share;
  }

  private Optional<Turn> judge(Duration timeout) {
    gathered = gathered.and(latencies.take());
    windows++;
    if (gathered.count() < settings.callsMin()) {
      if (windows >= WINDOWS_MAX) {
        forget();
        share = 0;
      }
      return Optional.empty();
    }
    share = (double) gathered.within(SLOWEST).toNanos() / timeout.toNanos();
    forget();
    boolean before = near;
    near = share >= settings.near() * (before ? BACK : 1);
    return near == before ? Optional.empty() : Optional.of(near ? Turn.NEAR : Turn.FAR);
  }

  private void forget() {
    gathered = Latencies.Taken.nothing();
    windows = 0;
  }
}
