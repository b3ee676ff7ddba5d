package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Simulation.Mood;
import bestow.mesh.Simulation.Size;
import bestow.testing.Seeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Any number of callers and instances, anything that goes wrong, any seed: scenario 50. Twenty
/// seeds in each build; `-Dmesh.seeds=1000` runs so many, `-Dseed=` the one that failed.
final class SimulationTest {

  private static final int SEEDS = Integer.getInteger("mesh.seeds", 20);
  private static final int FROM = 10;
  private static final int TO = 35;
  private static final int END = 70;

  /// What goes wrong.
  private enum Fault {
    DEAD,
    FAILING,
    HUNG,
    SLOW,
    HALF_SICK,
    FLAPPING,
    ZONE_DEAD,
    ZONE_CUT,
    REGISTRY_FLAPS,
    BROWN_OUT
  }

  private record Plan(Fault fault, List<Instance> all, List<Instance> bad, Size size) {
    @Override
    public String toString() {
      return "%s of %d among %d with %s".formatted(fault, bad.size(), all.size(), size);
    }
  }

  /// Scenario 50.
  @Test
  void whateverGoesWrongFewCallsNoticeAndNothingIsMadeWorse() {
    Seeded.check(
        SEEDS,
        random -> {
          var plan = plan(random);
          var simulation =
              new Simulation(
                  plan.size(), HealSettings.usual(), script(plan), random, random.nextLong());
          check(plan, simulation.run());
        });
  }

  @Test
  void twoHundredCallersOfAThousandInstancesLoseAZone() {
    var all = Faults.instances(1000);
    var lost = all.stream().filter(one -> one.place().zone().equals("b")).toList();
    Seeded.check(
        Math.max(1, SEEDS / 100),
        random -> {
          var size = new Size(200, 20, 5, Duration.ofSeconds(40));
          var script = Faults.none(all).with(lost, Mood.DEAD, 10, 30);
          var ledger = new Simulation(size, HealSettings.usual(), script, random, 0).run();

          assertTrue(ledger.failed <= 0.002 * ledger.calls, ledger.failed + " calls failed");
          assertTrue(ledger.amplification() <= 1.1, ledger.amplification() + " attempts a call");
        });
  }

  private static Plan plan(RandomGenerator random) {
    var fault = Fault.values()[random.nextInt(Fault.values().length)];
    int callers = 1 + random.nextInt(6);
    int count = 4 + random.nextInt(27);
    var all = Faults.instances(count);
    double perSecond = Math.min(600.0 / callers, count * (5 + 15 * random.nextDouble()));
    double serviceMillis = fault == Fault.SLOW ? 40 : 2 + 18 * random.nextDouble();
    var size = new Size(callers, perSecond, serviceMillis, Duration.ofSeconds(END));
    return new Plan(fault, all, bad(fault, all, random), size);
  }

  private static List<Instance> bad(Fault fault, List<Instance> all, RandomGenerator random) {
    return switch (fault) {
      case DEAD, FAILING, HUNG, SLOW, HALF_SICK, FLAPPING, REGISTRY_FLAPS -> {
        var some = new ArrayList<>(all);
        int most = Math.max(1, all.size() / 4);
        int number = 1 + random.nextInt(most);
        while (some.size() > number) {
          some.remove(random.nextInt(some.size()));
        }
        yield some;
      }
      case ZONE_DEAD, ZONE_CUT ->
          all.stream().filter(one -> one.place().zone().equals("c")).toList();
      case BROWN_OUT -> all;
    };
  }

  private static Simulation.Script script(Plan plan) {
    var none = Faults.none(plan.all());
    return switch (plan.fault()) {
      case DEAD, ZONE_DEAD -> none.with(plan.bad(), Mood.DEAD, FROM, TO);
      case FAILING -> none.with(plan.bad(), Mood.FAILING, FROM, TO);
      case HUNG -> none.with(plan.bad(), Mood.HUNG, FROM, TO);
      case SLOW -> none.with(plan.bad(), Mood.SLOW, FROM, TO);
      case HALF_SICK -> none.with(plan.bad(), Mood.FAILING, FROM, TO).sometimes(0.6);
      case FLAPPING -> none.with(plan.bad(), Mood.FAILING, FROM, TO).everyOther(3);
      case ZONE_CUT -> none.with(plan.bad(), Mood.CUT, FROM, TO);
      case BROWN_OUT -> none.with(plan.bad(), Mood.FAILING, FROM, TO).sometimes(0.8);
      case REGISTRY_FLAPS -> none.flappingRegistry(plan.bad(), FROM, TO);
    };
  }

  private static void check(Plan plan, Ledger ledger) {
    var what = plan + ": ";
    // What the budget grants: a tenth, what it starts with, and what each second adds.
    double granted = plan.size().callers() * (10 + 0.1 * END) / ledger.calls;
    assertTrue(
        ledger.amplification() <= 1.1 + granted,
        what + ledger.amplification() + " attempts a call");
    assertCapped(plan, ledger);
    assertEquals(0, outAtEnd(ledger), what + "all are back");
    double lost = ledger.failed / (double) ledger.calls;
    switch (plan.fault()) {
      case ZONE_CUT, REGISTRY_FLAPS -> assertEquals(0, ledger.failed, what);
      case DEAD, FAILING, HUNG, SLOW, HALF_SICK -> {
        assertTrue(lost <= 0.003, what + lost + " of the calls were lost");
        assertTrue(share(plan, ledger) <= 0.05, what + "had " + share(plan, ledger));
        assertTrue(back(ledger) <= 30, what + "back after " + back(ledger) + " s");
      }
      case FLAPPING -> assertTrue(lost <= 0.003, what + lost + " of the calls were lost");
      case ZONE_DEAD -> {
        assertTrue(lost <= 0.003, what + lost + " of the calls were lost");
        assertTrue(ledger.failed(FROM + 2, END) <= 2, what + "lost after two seconds");
        assertTrue(back(ledger) <= 30, what + "back after " + back(ledger) + " s");
      }
      case BROWN_OUT -> {
        assertEquals(0, ejections(ledger), what + "somebody was thrown out");
        assertEquals(ledger.calls(TO + 15, END), ledger.attempts(TO + 15, END), 5, what);
      }
    }
  }

  /// At no moment does a caller have more than half of the instances out.
  private static void assertCapped(Plan plan, Ledger ledger) {
    var out = new HashMap<Integer, Set<Instance>>();
    for (var told : ledger.told) {
      var mine = out.computeIfAbsent(told.caller(), _ -> new HashSet<>());
      follow(told.transition(), mine);
      assertTrue(mine.size() <= plan.all().size() / 2, plan + ": too many out at " + told);
    }
  }

  private static int outAtEnd(Ledger ledger) {
    var out = new HashMap<Integer, Set<Instance>>();
    for (var told : ledger.told) {
      follow(told.transition(), out.computeIfAbsent(told.caller(), _ -> new HashSet<>()));
    }
    return out.values().stream().mapToInt(Set::size).sum();
  }

  private static void follow(Transition transition, Set<Instance> out) {
    switch (transition) {
      case Transition.Ejected ejected -> out.add(ejected.instance());
      case Transition.Restored restored -> out.remove(restored.instance());
      case Transition.Left left -> out.remove(left.instance());
      default -> {}
    }
  }

  private static long ejections(Ledger ledger) {
    return ledger.told.stream()
        .filter(told -> told.transition() instanceof Transition.Ejected)
        .count();
  }

  private static double share(Plan plan, Ledger ledger) {
    double sum = 0;
    for (var one : plan.bad()) {
      sum += ledger.attempts(one, FROM + 10, TO);
    }
    return sum / ledger.attempts(FROM + 10, TO);
  }

  private static double back(Ledger ledger) {
    return ledger.told.stream()
        .filter(told -> told.transition() instanceof Transition.Restored)
        .mapToDouble(told -> told.atNanos() / 1e9 - TO)
        .max()
        .orElse(0);
  }
}
