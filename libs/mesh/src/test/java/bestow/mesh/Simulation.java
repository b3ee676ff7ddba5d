package bestow.mesh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/// Callers, instances and the network between them in virtual time: a queue of events, the real
/// code that decides, and nothing that sleeps. The same seed gives the same run.
///
/// An instance works on a few requests at once and lets others wait, so that what is sent to it in
/// excess makes it slow, as it would be.
final class Simulation {

  private static final long MILLI = 1_000_000;
  private static final long CONNECT = 100 * MILLI;
  private static final long READ = 200 * MILLI;
  private static final long TOTAL = 500 * MILLI;
  private static final long NETWORK = MILLI / 5;
  private static final int WORKERS = 8;

  /// What an instance does with a request.
  enum Mood {
    WELL,
    /// Answers, with an error.
    FAILING,
    /// Answers ten times as late.
    SLOW,
    /// Takes the request and never answers.
    HUNG,
    /// Nobody listens.
    DEAD,
    /// No packet comes through.
    CUT
  }

  /// What goes wrong, and when.
  interface Script {

    /// What an instance does with a request from a caller in a zone.
    Mood mood(Instance instance, String callerZone, long nowNanos, RandomGenerator random);

    /// The list as the registry has it.
    Candidates listed(long nowNanos);
  }

  /// How big it is.
  ///
  /// @param callers how many there are, spread over the zones as the instances are
  /// @param perSecond how many calls each of them makes
  /// @param serviceMillis how long an instance works on a request, on the average
  record Size(int callers, double perSecond, double serviceMillis, Duration time) {}

  private record Event(long at, long order, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final Size size;
  private final HealSettings settings;
  private final Script script;
  private final RandomGenerator random;
  private final long origin;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final Map<Instance, long[]> freeAt = new HashMap<>();
  private final Ledger ledger;
  private final List<Caller> callers = new ArrayList<>();
  private final int seconds;
  private long now;
  private long order;

  /// @param origin what the ticker shows at the start
  Simulation(Size size, HealSettings settings, Script script, RandomGenerator random, long origin) {
    this.size = size;
    this.settings = settings;
    this.script = script;
    this.random = random;
    this.origin = origin;
    this.seconds = (int) size.time().toSeconds() + 2;
    this.ledger = new Ledger(seconds);
    var zones = script.listed(0).all().stream().map(one -> one.place().zone()).distinct().toList();
    for (int i = 0; i < size.callers(); i++) {
      callers.add(new Caller(i, zones.get(i % zones.size())));
    }
  }

  /// Runs it to its end.
  Ledger run() {
    long end = size.time().toNanos();
    callers.forEach(Caller::next);
    for (var event = events.poll(); event != null; event = events.poll()) {
      now = event.at();
      if (now < end) {
        event.what().run();
      }
    }
    return ledger;
  }

  /// The health of a caller, to look into.
  Health health(int caller) {
    return callers.get(caller).health;
  }

  private void after(long nanos, Runnable what) {
    events.add(new Event(now + nanos, order++, what));
  }

  private static int second(long nanos) {
    return (int) (nanos / 1_000_000_000);
  }

  /// One who calls.
  private final class Caller {

    private final String zone;
    private final Health health;
    private final RetryGate gate;
    private long version;

    private Caller(int number, String zone) {
      this.zone = zone;
      this.health = new Health(settings, zone, random, told -> told(number, told), origin);
      this.gate = new RetryGate(settings.retry(), random, told -> told(number, told), origin);
    }

    private void told(int number, Transition transition) {
      ledger.told.add(new Ledger.Told(number, now, transition));
    }

    private void next() {
      double gap = -Math.log(1 - random.nextDouble()) / size.perSecond();
      after(
          (long) (gap * 1e9),
          () -> {
            call();
            next();
          });
    }

    private void call() {
      var current = script.listed(now);
      if (current.version() != version) {
        version = current.version();
        health.list(current.all(), origin + now);
      }
      ledger.calls++;
      ledger.callsInSecond[second(now)]++;
      attempt(1, now, Wish.fitForProbe());
    }

    private void attempt(int number, long startedAt, Wish wish) {
      ledger.attempts++;
      var choice = health.pick(wish, origin + now);
      if (choice.isEmpty()) {
        failed(startedAt);
        return;
      }
      var instance = choice.get().instance();
      ledger.perSecond.computeIfAbsent(instance, _ -> new long[seconds])[second(now)]++;
      long left = startedAt + TOTAL - now;
      var end = end(instance, left);
      after(
          end.took(),
          () -> {
            var trail =
                new Trail(
                    "peer",
                    Optional.of(instance),
                    number,
                    end.phase(),
                    0,
                    Duration.ofNanos(end.took()));
            done(choice.get(), end.outcome(trail), startedAt);
          });
    }

    private void done(Choice choice, Outcome outcome, long startedAt) {
      var verdict = health.verdict(outcome);
      if (verdict == Verdict.GOOD) {
        health.pace().took(outcome.trail().elapsed().toNanos());
      }
      health.report(choice, verdict, origin + now);
      int number = outcome.trail().attempt();
      if (number == 1) {
        gate.first(health.ofCallee(outcome), origin + now);
      }
      ledger.notSent += outcome instanceof Outcome.NotSent ? 1 : 0;
      var failure = Retry.failure(Repeat.HARMLESS, outcome);
      if (failure.isEmpty()) {
        return;
      }
      var ask =
          new RetryGate.Ask(
              failure.get(),
              number,
              RetryGate.Layer.TOP,
              health.another(choice.instance()),
              Optional.empty(),
              startedAt + TOTAL - now,
              health.pace().nanos());
      switch (gate.again(ask, origin + now)) {
        case RetryGate.Decision.Stop _ -> failed(startedAt);
        case RetryGate.Decision.Again(long pause, boolean _) ->
            after(
                pause,
                () -> attempt(number + 1, startedAt, Wish.fitForProbe().not(choice.instance())));
      }
    }

    private void failed(long startedAt) {
      ledger.failed++;
      ledger.failedInSecond[second(startedAt)]++;
    }

    private End end(Instance instance, long left) {
      return switch (script.mood(instance, zone, now, random)) {
        case DEAD -> new End(NETWORK, Phase.CONNECT, 0);
        case CUT -> new End(Math.min(left, CONNECT), Phase.CONNECT, 0);
        case HUNG -> new End(Math.min(left, READ), Phase.READ, 0);
        case WELL -> served(instance, 1, 200, left);
        case FAILING -> served(instance, 1, 500, left);
        case SLOW -> served(instance, 10, 200, left);
      };
    }

    private End served(Instance instance, double factor, int status, long left) {
      var free = freeAt.computeIfAbsent(instance, _ -> new long[1]);
      double mean = size.serviceMillis() * factor * MILLI;
      long work = (long) (mean * (0.5 - 0.5 * Math.log(1 - random.nextDouble())));
      long begins = Math.max(now, free[0]);
      long took = begins - now + work + NETWORK;
      long limit = Math.min(left, READ);
      if (took > limit) {
        // Its caller has gone, and a worker that comes to it finds out at once.
        free[0] = begins - now > limit ? free[0] : begins + work / WORKERS;
        return new End(limit, Phase.READ, 0);
      }
      free[0] = begins + work / WORKERS;
      return new End(took, Phase.READ, status);
    }
  }

  /// How an attempt will end.
  ///
  /// @param status 0 where no answer comes
  private record End(long took, Phase phase, int status) {

    Outcome outcome(Trail trail) {
      if (status > 0) {
        return new Outcome.Answered(status, Headers.none(), new byte[0], trail);
      }
      return phase == Phase.CONNECT
          ? new Outcome.NotSent("not reached", trail)
          : new Outcome.MaybeApplied("silent", trail);
    }
  }
}
