package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Simulation.Mood;
import bestow.mesh.Simulation.Size;
import bestow.testing.Seeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the mesh promises, in figures: 200 calls a second, something that goes wrong from the 10th
/// second to the 50th, and how few of the calls notice.
final class FiguresTest {

  private static final int SEEDS = 5;
  private static final int FROM = 10;
  private static final int TO = 50;
  private static final List<Instance> FOUR =
      IntStream.range(0, 4).mapToObj(HealthFixture::instance).toList();
  private static final Instance BAD = FOUR.getFirst();

  @ParameterizedTest
  @EnumSource(
      value = Mood.class,
      names = {"DEAD", "FAILING", "HUNG"})
  void aDeadInstanceIsOutInTwoSecondsCostsThreeCallsAtMostAndIsBackInThirty(Mood mood) {
    Seeded.check(
        SEEDS,
        random -> {
          var ledger = run(Faults.none(FOUR).with(List.of(BAD), mood, FROM, TO), random);

          assertTrue(ledger.failed <= 3, ledger.failed + " calls failed");
          assertWithin(2, ledger, Transition.Ejected.class, FROM);
          assertWithin(30, ledger, Transition.Restored.class, TO);
          assertEquals(1, told(ledger, Transition.Ejected.class));
          double share = share(ledger, FROM + 10, TO);
          assertTrue(share < 0.001, "it had " + share + " of the attempts");
          assertTrue(share(ledger, 85, 100) > 0.2, "it has its share again");
        });
  }

  @Test
  void aHalfSickInstanceGetsHardlyAnythingAfterTenSeconds() {
    Seeded.check(
        SEEDS,
        random -> {
          var script = Faults.none(FOUR).with(List.of(BAD), Mood.FAILING, FROM, TO).sometimes(0.6);
          var ledger = run(script, random);

          double share = share(ledger, FROM + 10, TO);
          assertTrue(share < 0.02, "it had " + share + " of the attempts");
          assertSuccess(0.999, ledger);
        });
  }

  @Test
  void anInstanceTenTimesAsSlowIsOutWhenItsAnswersComeTooLate() {
    Seeded.check(
        SEEDS,
        random -> {
          var script = Faults.none(FOUR).with(List.of(BAD), Mood.SLOW, FROM, TO);
          var size = new Size(1, 200, 40, Duration.ofSeconds(100));
          var ledger = new Simulation(size, HealSettings.usual(), script, random, 0).run();

          assertWithin(3, ledger, Transition.Ejected.class, FROM);
          assertSuccess(0.999, ledger);
          assertWithin(30, ledger, Transition.Restored.class, TO);
        });
  }

  @Test
  void inABrownOutNothingIsRepeatedAndNobodyIsOut() {
    Seeded.check(
        SEEDS,
        random -> {
          var script = Faults.none(FOUR).with(FOUR, Mood.FAILING, FROM, TO).sometimes(0.8);
          var ledger = run(script, random);

          double during = ledger.attempts(FROM, TO) / ledger.calls(FROM, TO);
          assertTrue(during <= 1.1, "attempts a call: " + during);
          double first = ledger.attempts(FROM, FROM + 5) / ledger.calls(FROM, FROM + 5);
          assertTrue(first <= 1.1, "attempts a call in the first seconds: " + first);
          assertEquals(ledger.calls(FROM + 5, TO), ledger.attempts(FROM + 5, TO));
          assertEquals(ledger.calls(TO + 1, 99), ledger.attempts(TO + 1, 99), 2.0);
          assertEquals(0, told(ledger, Transition.Ejected.class));
          assertEquals(1, told(ledger, Transition.RetriesStopped.class));
          assertWithin(15, ledger, Transition.RetriesResumed.class, TO);
        });
  }

  @Test
  void aWholeZoneCanGoAndTheOthersCarryItsLoadAlike() {
    var twelve = Faults.instances(12);
    var lost = inZone(twelve, "b");
    Seeded.check(
        SEEDS,
        random -> {
          var script = Faults.none(twelve).with(lost, Mood.DEAD, FROM, TO);
          var size = new Size(3, 200, 5, Duration.ofSeconds(100));
          var ledger = new Simulation(size, HealSettings.usual(), script, random, 0).run();

          assertSuccess(0.999, ledger);
          assertEquals(0, ledger.failed(FROM + 2, TO), "after the first two seconds");
          double each = ledger.calls(FROM + 10, TO) / 8.0;
          for (var instance : twelve) {
            if (!lost.contains(instance)) {
              assertEquals(each, ledger.attempts(instance, FROM + 10, TO), 0.1 * each);
            }
          }
          double whole = ledger.calls(90, 100) / 12.0;
          lost.forEach(one -> assertEquals(whole, ledger.attempts(one, 90, 100), 0.25 * whole));
        });
  }

  @Test
  void whoIsCutOffFromTheOtherZonesGoesOnInItsOwn() {
    var twelve = Faults.instances(12);
    Seeded.check(
        SEEDS,
        random -> {
          var script = Faults.none(twelve).with(inZone(twelve, "b"), Mood.CUT, FROM, TO);
          var size = new Size(3, 200, 5, Duration.ofSeconds(100));
          var ledger = new Simulation(size, HealSettings.usual(), script, random, 0).run();

          assertEquals(0, ledger.failed);
        });
  }

  @Test
  void aRollingRestartCostsNothing() {
    var six = Faults.instances(6);
    Seeded.check(
        SEEDS,
        random -> {
          var size = new Size(3, 100, 5, Duration.ofSeconds(100));
          var ledger =
              new Simulation(size, HealSettings.usual(), new Restarts(six), random, 0).run();

          assertEquals(0, ledger.failed);
        });
  }

  @Test
  void aRegistryThatForgetsAndRemembersCostsNothing() {
    var six = Faults.instances(6);
    Seeded.check(
        SEEDS,
        random -> {
          var script = Faults.none(six).flappingRegistry(six.subList(0, 5), FROM, TO);
          var size = new Size(3, 100, 5, Duration.ofSeconds(100));
          var ledger = new Simulation(size, HealSettings.usual(), script, random, 0).run();

          assertEquals(0, ledger.failed);
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MAX_VALUE - 30_000_000_000L, Long.MIN_VALUE, -30_000_000_000L})
  void whateverAClockShowsTheRunIsTheSame(long origin) {
    Seeded.check(
        SEEDS,
        random -> {
          long seed = random.nextLong();
          var script = Faults.none(FOUR).with(List.of(BAD), Mood.HUNG, FROM, TO);
          var size = new Size(1, 200, 5, Duration.ofSeconds(60));
          var one = new Simulation(size, HealSettings.usual(), script, seeded(seed), 0).run();
          var other =
              new Simulation(size, HealSettings.usual(), script, seeded(seed), origin).run();

          assertEquals(one.told, other.told);
          assertEquals(one.attempts, other.attempts);
        });
  }

  /// Scenario 35.
  @ParameterizedTest
  @ValueSource(
      ints = {0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100})
  void attemptsACallStayBelowTheirBoundAtEachRateOfFailure(int percent) {
    var bounds = Map.of(0.95, List.of(1.05, 1.0525), 0.9, List.of(1.1, 1.11));
    bounds.forEach(
        (success, most) -> {
          for (int attempts : List.of(2, 3)) {
            var retry = RetrySettings.usual().gate(attempts, success).budget(1, 1000, 0);
            var ledger = failing(percent, retry);

            // Before the first 20 answers nobody can know.
            double slack = 20.0 * (attempts - 1) / ledger.calls;
            double bound = most.get(attempts - 2) + slack;
            assertTrue(
                ledger.amplification() <= bound,
                "%.4f attempts a call, at most %.4f with %d and %.2f"
                    .formatted(ledger.amplification(), bound, attempts, success));
          }
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100})
  void theBudgetAloneIsABoundToo(int percent) {
    var retry = RetrySettings.usual().gate(3, 0.5).budget(0.1, 50, 0.1);
    var ledger = failing(percent, retry);

    double bound = 1 + 0.1 + (10 + 0.1 * 60) / ledger.calls;
    assertTrue(ledger.amplification() <= bound, ledger.amplification() + " attempts a call");
  }

  private static Ledger failing(int percent, RetrySettings retry) {
    var script = Faults.none(FOUR).with(FOUR, Mood.FAILING, 0, 100).sometimes(percent / 100.0);
    var size = new Size(1, 200, 5, Duration.ofSeconds(60));
    return new Simulation(size, HealSettings.usual().with(retry), script, seeded(percent), 0).run();
  }

  private static Ledger run(Simulation.Script script, RandomGenerator random) {
    var size = new Size(1, 200, 5, Duration.ofSeconds(100));
    return new Simulation(size, HealSettings.usual(), script, random, 0).run();
  }

  private static RandomGenerator seeded(long seed) {
    return new SplittableRandom(seed);
  }

  private static List<Instance> inZone(List<Instance> all, String zone) {
    return all.stream().filter(one -> one.place().zone().equals(zone)).toList();
  }

  private static double share(Ledger ledger, int from, int to) {
    return ledger.attempts(BAD, from, to) / ledger.attempts(from, to);
  }

  private static long told(Ledger ledger, Class<? extends Transition> kind) {
    return ledger.told.stream().filter(one -> kind.isInstance(one.transition())).count();
  }

  private static void assertWithin(
      int seconds, Ledger ledger, Class<? extends Transition> kind, int after) {
    double took = ledger.first(kind, after).orElse(Double.MAX_VALUE);
    assertTrue(took <= seconds, kind.getSimpleName() + " after " + took + " s");
  }

  private static void assertSuccess(double least, Ledger ledger) {
    double success = 1 - ledger.failed / (double) ledger.calls;
    assertTrue(success >= least, success + " of the calls went well");
  }

  /// Each instance in its turn is down for 3 s; the registry knows of it half a second late.
  private static final class Restarts implements Simulation.Script {

    private static final long EACH = 8 * Faults.SECOND;
    private static final long DOWN = 3 * Faults.SECOND;
    private static final long LATE = Faults.SECOND / 2;

    private final List<Instance> all;
    private final Candidates whole;
    private final Map<Integer, Candidates> without = new HashMap<>();

    private Restarts(List<Instance> all) {
      this.all = all;
      this.whole = new Candidates(1, all);
      for (int i = 0; i < all.size(); i++) {
        var rest = new ArrayList<>(all);
        rest.remove(i);
        without.put(i, new Candidates(2 + i, rest));
      }
    }

    @Override
    public Mood mood(Instance instance, String zone, long now, RandomGenerator random) {
      return down(now) == all.indexOf(instance) ? Mood.DEAD : Mood.WELL;
    }

    @Override
    public Candidates listed(long now) {
      return without.getOrDefault(down(now - LATE), whole);
    }

    private int down(long now) {
      boolean pause = now < EACH || now % EACH >= DOWN;
      return pause ? -1 : (int) (now / EACH) - 1;
    }
  }
}
