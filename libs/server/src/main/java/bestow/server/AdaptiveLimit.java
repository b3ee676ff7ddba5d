package bestow.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/// The limit of a lane, which follows how long its requests take: the gradient algorithm, with what
/// is known to go wrong with it mended.
///
/// Once a window, limit = limit · gradient + √limit, within its bounds. The gradient is 1 while the
/// middle request of each route takes no longer than it may ([RoutePace]), else allowed ÷ taken, at
/// least a half, and each route counts as much as it was asked: a change in what is asked for is no
/// change in pace. √limit lets it grow while all is well. Where too many answers came after their
/// deadline it falls by a fifth instead. It stands still while fewer than half of the places were
/// taken and nobody was turned away: an idle service learns nothing. It begins at the geometric
/// middle of its bounds.
///
/// What it does not do: count requests by itself. Whoever is turned away never was under way, and
/// nothing of him is measured. Safe for use by many threads.
final class AdaptiveLimit {

  private static final double GRADIENT_MIN = 0.5;
  private static final double LATE_FACTOR = 0.8;

  /// A window with too few answers goes on for so many times its length, then is forgotten.
  private static final int WINDOWS_MAX = 10;

  private final AdmissionSettings.Range range;
  private final AdmissionSettings.Pace pace;
  private final List<RoutePace> routes = new CopyOnWriteArrayList<>();
  private final LongAdder answered = new LongAdder();
  private final LongAdder late = new LongAdder();
  private final AtomicInteger peak = new AtomicInteger();
  private final AtomicBoolean turnedAway = new AtomicBoolean();
  private final ReentrantLock closing = new ReentrantLock();
  private volatile long windowStart;
  private volatile int limit;

  AdaptiveLimit(AdmissionSettings.Range range, AdmissionSettings.Pace pace, long nowNanos) {
    this.range = range;
    this.pace = pace;
    this.windowStart = nowNanos;
    this.limit = (int) Math.sqrt((double) range.min() * range.max());
  }

  /// The pace of one more route of the lane.
  RoutePace route() {
    var route = new RoutePace();
    routes.add(route);
    return route;
  }

  int current() {
    return limit;
  }

  /// Notes how many are under way now that one more is.
  void entered(int inside) {
    if (inside > peak.get()) {
      peak.accumulateAndGet(inside, Math::max);
    }
  }

  /// Notes that one was turned away.
  void refused() {
    turnedAway.setPlain(true);
  }

  /// Notes that one was answered in time; ends the window when it is over.
  void answered(long nowNanos) {
    answered.increment();
    look(nowNanos);
  }

  /// Notes that one was answered too late.
  void late(long nowNanos) {
    late.increment();
    answered(nowNanos);
  }

  private void look(long now) {
    if (now - windowStart < pace.window().toNanos() || !closing.tryLock()) {
      return;
    }
    try {
      long lasted = now - windowStart;
      boolean enough = answered.sum() >= pace.requestsMin();
      if (enough || lasted >= pace.window().toNanos() * WINDOWS_MAX) {
        end(enough);
        windowStart = now;
      }
    } finally {
      closing.unlock();
    }
  }

  private void end(boolean enough) {
    long done = answered.sumThenReset();
    double lateShare = (double) late.sumThenReset() / Math.max(1, done);
    boolean full = peak.getAndSet(0) * 2L >= limit;
    boolean pressed = turnedAway.getAndSet(false) || full;
    double gradient = gradient(pressed);
    if (pressed && enough) {
      limit = next(limit, gradient, lateShare);
    }
  }

  private double gradient(boolean pressed) {
    double sum = 0;
    long requests = 0;
    for (var route : routes) {
      var look = route.look(pressed, pace);
      sum += look.gradient() * look.requests();
      requests += look.requests();
    }
    return requests == 0 ? 1 : sum / requests;
  }

  private int next(int before, double gradient, double lateShare) {
    double after =
        lateShare > pace.late()
            ? before * LATE_FACTOR
            : before * Math.max(GRADIENT_MIN, gradient) + Math.sqrt(before);
    return Math.clamp((long) after, range.min(), range.max());
  }
}
