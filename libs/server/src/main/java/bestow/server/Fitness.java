package bestow.server;

import bestow.mesh.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;

/// Whether an instance is fit to serve, judged by itself: where too many requests fail by its own
/// fault, it says so to Consul's check and gets no more, for a time that doubles with each relapse
/// and shrinks again with each good minute. Then it is fit until it is shown not to be.
///
/// Only its own fault counts, a door that broke (500). What it could not do because a service
/// behind it is gone (502, 503, 504) is neither success nor failure: another instance would do no
/// better. It cannot know whether the others are any fitter; when all go out, their callers keep
/// the last good list. Safe for use by many threads.
final class Fitness {

  private static final Logger LOG = Logs.of(Fitness.class);

  /// So long a fit instance takes to be forgiven one relapse.
  private static final Duration FORGIVEN = Duration.ofMinutes(1);

  private static final int DOUBLINGS_MAX = 16;
  private static final double JITTER = 0.2;
  private static final int INTERNAL_ERROR = 500;

  /// How it is.
  sealed interface State {
    /// Fit for now.
    ///
    /// @param relapses how often it was unfit and is not forgiven yet
    /// @param sinceNanos since when
    record Fit(int relapses, long sinceNanos) implements State {}

    /// Out.
    ///
    /// @param relapses how often in all
    /// @param untilNanos until when
    record Out(int relapses, long untilNanos) implements State {}
  }

  private final FitnessSettings settings;
  private final Ticker ticker;
  private final RandomGenerator random;
  private final SuccessRing ring;
  private final AtomicReference<State> state;

  Fitness(FitnessSettings settings, Ticker ticker, RandomGenerator random) {
    this.settings = settings;
    this.ticker = ticker;
    this.random = random;
    this.ring = new SuccessRing(settings.window().toNanos(), ticker.nanos());
    this.state = new AtomicReference<>(new State.Fit(0, ticker.nanos()));
  }

  /// Counts an answer, or leaves it out where it says nothing of this instance.
  void answered(int status) {
    if (status == INTERNAL_ERROR) {
      ring.failed(ticker.nanos());
      advance();
    } else if (status >= 200 && status < INTERNAL_ERROR) {
      ring.succeeded(ticker.nanos());
    }
  }

  /// Whether it is fit now.
  boolean isFit() {
    return advance() instanceof State.Fit;
  }

  private State advance() {
    long now = ticker.nanos();
    var before = state.get();
    var tally = ring.tally(now);
    var after = next(before, tally, now, random.nextDouble(1 - JITTER, 1 + JITTER));
    if (after.equals(before) || !state.compareAndSet(before, after)) {
      return state.get();
    }
    if (!after.getClass().equals(before.getClass())) {
      // What was before says nothing about what comes now.
      ring.clear();
      tell(after, tally, now);
    }
    return after;
  }

  /// The state that follows.
  ///
  /// @param tally what there was in the window
  /// @param jitter what the time out is multiplied by
  State next(State before, SuccessRing.Tally tally, long now, double jitter) {
    boolean enough = tally.all() >= settings.requestsMin();
    return switch (before) {
      case State.Fit(int relapses, long _) when enough && tally.success() < settings.successMin() ->
          new State.Out(relapses + 1, now + (long) (outNanos(relapses) * jitter));
      case State.Fit(int relapses, long since)
          when relapses > 0 && now - since >= FORGIVEN.toNanos() ->
          new State.Fit(relapses - 1, since + FORGIVEN.toNanos());
      case State.Fit fit -> fit;
      case State.Out(int relapses, long until) when now - until >= 0 ->
          new State.Fit(relapses, now);
      case State.Out(int relapses, long _)
          when enough && tally.success() >= settings.successBack() ->
          new State.Fit(relapses, now);
      case State.Out out -> out;
    };
  }

  private long outNanos(int relapses) {
    long grown = settings.out().toNanos() << Math.min(relapses, DOUBLINGS_MAX);
    return Math.min(grown, settings.outMax().toNanos());
  }

  private static void tell(State now, SuccessRing.Tally tally, long nowNanos) {
    switch (now) {
      case State.Out(int relapses, long until) ->
          LOG.warning(
              "Unfit: %d of the last %d requests failed by this instance's own fault; out of Consul for %d ms, the %d. time"
                  .formatted(
                      tally.failed(), tally.all(), (until - nowNanos) / 1_000_000, relapses));
      case State.Fit _ -> LOG.info("Fit again: back in Consul");
    }
  }
}
