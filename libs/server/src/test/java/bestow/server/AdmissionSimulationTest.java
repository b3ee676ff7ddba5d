package bestow.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Criticality;
import bestow.testing.Seeded;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// A service of 20 places, each taking 10 ms on average, behind the real gate, in virtual time:
/// clients come at random and do not wait for each other, and whoever is let in waits for a place
/// in turn. The service itself can answer 2,000 requests a second.
final class AdmissionSimulationTest {

  private static final int PLACES = 20;
  private static final double SERVICE_NANOS = 10e6;
  private static final long SECOND = 1_000_000_000;
  private static final long DEADLINE = SECOND / 5;
  private static final long WARM = 20 * SECOND;
  private static final long END = 40 * SECOND;
  private static final AdmissionSettings.Pace PACE =
      new AdmissionSettings.Pace(2, Duration.ofMillis(5), 0.1, Duration.ofSeconds(1), 20);

  private record Request(Criticality criticality, long cameNanos) {}

  private record Event(long atNanos, boolean arrives, Request request) {}

  /// What became of the requests of one kind once it had warmed up.
  private static final class Fate {
    private long asked;
    private long refused;
    private long late;

    private double share(long part) {
      return asked == 0 ? 0 : (double) part / asked;
    }
  }

  @Test
  void underTwiceItsLoadItShedsTheLeastCriticalAndAnswersTheRestInTime() {
    Seeded.check(
        10,
        random -> {
          var run = Run.of(random, new AdmissionSettings.Range(8, 1_024), 2);

          assertTrue(run.refused(Criticality.COMMIT) < 0.01, run::told);
          assertTrue(run.refused(Criticality.OPTIONAL) > 0.8, run::told);
          double before = 0;
          for (var criticality : Criticality.values()) {
            assertTrue(run.refused(criticality) >= before, run::told);
            before = run.refused(criticality);
          }
          assertTrue(run.late(Criticality.COMMIT) < 0.001, run::told);
          assertTrue(run.limit.current() < 200, run::told);
          // 2,000 a second can be answered; half of what comes is.
          assertTrue(run.answered() > 0.45, run::told);
        });
  }

  @Test
  void underLessThanItsLoadNobodyIsRefused() {
    Seeded.check(
        10,
        random -> {
          var run = Run.of(random, new AdmissionSettings.Range(64, 1_024), 0.7);

          for (var criticality : Criticality.values()) {
            assertTrue(run.refused(criticality) < 0.001, run::told);
          }
        });
  }

  @Test
  void aLimitThatIsFixedFarTooHighLetsAllBeLate() {
    Seeded.check(
        3,
        random -> {
          var run = Run.of(random, new AdmissionSettings.Range(1_024, 1_024), 2);

          // What it is for: this is how it is without.
          assertTrue(run.late(Criticality.COMMIT) > 0.5, run::told);
        });
  }

  /// One service under one load.
  private static final class Run {

    private final RandomGenerator random;
    private final AdaptiveLimit limit;
    private final Gate gate;
    private final RoutePace route;
    private final Queue<Event> events =
        new PriorityQueue<>(Comparator.comparingLong(Event::atNanos));
    private final Queue<Request> waiting = new ArrayDeque<>();
    private final Map<Criticality, Fate> fates = new EnumMap<>(Criticality.class);
    private int busy;

    private Run(RandomGenerator random, AdmissionSettings.Range range) {
      this.random = random;
      this.limit = new AdaptiveLimit(range, PACE, 0);
      this.gate = new Gate(limit, new AdmissionSettings.Shares(0.9, 0.75, 0.5));
      this.route = limit.route();
    }

    /// Runs with so many times as much load as the service can bear; first, for 5 s, with half of
    // it.
    static Run of(RandomGenerator random, AdmissionSettings.Range range, double load) {
      var simulation = new Run(random, range);
      simulation.arrive(0);
      long now = 0;
      while (now < END) {
        var event = simulation.events.remove();
        now = event.atNanos();
        if (event.arrives()) {
          simulation.take(event.request(), now);
          double rate = PLACES / SERVICE_NANOS * (now < 5 * SECOND ? 0.5 : load);
          simulation.arrive(now + (long) (random.nextExponential() / rate));
        } else {
          simulation.end(event.request(), now);
        }
      }
      return simulation;
    }

    private void arrive(long at) {
      double kind = random.nextDouble();
      var criticality =
          kind < 0.2
              ? Criticality.COMMIT
              : kind < 0.5
                  ? Criticality.QUERY
                  : kind < 0.75 ? Criticality.LIST : Criticality.OPTIONAL;
      events.add(new Event(at, true, new Request(criticality, at)));
    }

    private void take(Request request, long now) {
      boolean in = gate.enter(request.criticality());
      if (now > WARM) {
        var fate = fate(request.criticality());
        fate.asked++;
        fate.refused += in ? 0 : 1;
      }
      if (!in) {
        return;
      }
      if (busy < PLACES) {
        busy++;
        serve(request, now);
      } else {
        waiting.add(request);
      }
    }

    private void serve(Request request, long now) {
      long takes = (long) (random.nextExponential() * SERVICE_NANOS);
      events.add(new Event(now + takes, false, request));
    }

    private void end(Request request, long now) {
      gate.leave();
      long took = now - request.cameNanos();
      route.count(took);
      if (took > DEADLINE) {
        limit.late(now);
        fate(request.criticality()).late += now > WARM ? 1 : 0;
      } else {
        limit.answered(now);
      }
      if (waiting.isEmpty()) {
        busy--;
      } else {
        serve(waiting.remove(), now);
      }
    }

    private Fate fate(Criticality criticality) {
      return fates.computeIfAbsent(criticality, _ -> new Fate());
    }

    double refused(Criticality criticality) {
      var fate = fate(criticality);
      return fate.share(fate.refused);
    }

    double late(Criticality criticality) {
      var fate = fate(criticality);
      return fate.share(fate.late);
    }

    double answered() {
      long asked = fates.values().stream().mapToLong(fate -> fate.asked).sum();
      long refused = fates.values().stream().mapToLong(fate -> fate.refused).sum();
      return 1 - (double) refused / asked;
    }

    String told() {
      var text = new StringBuilder("limit " + limit.current() + ", answered " + answered());
      for (var kind : Criticality.values()) {
        text.append(" %s refused %.4f late %.4f".formatted(kind, refused(kind), late(kind)));
      }
      return text.toString();
    }
  }
}
