package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Many threads at once that would all try an instance that was out: each stage has its probes and
/// no more, and what comes of them is counted once.
final class ProbeRaceTest {

  private static final int THREADS = 2;
  private static final int ROUNDS = 200;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void close() {
    threads.close();
  }

  @Test
  void eachStageHasItsProbesAndTheLastOneRestoresOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var two = outAndDue();

      for (int stage : List.of(1, 3, 10)) {
        var probes = probes(two);
        assertEquals(stage, probes.size());
        atOnce(probes.stream().map(probe -> reporting(two, probe, Verdict.GOOD)).toList());
      }

      assertTrue(two.isIn(0));
      assertEquals(3, two.told(Transition.Probing.class).size());
      assertEquals(1, two.told(Transition.Restored.class).size());
    }
  }

  @Test
  void whereSomeFailTheTrialFailsOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var two = outAndDue();
      for (int i = 0; i < 4; i++) {
        two.report(two.probe(), Verdict.GOOD);
      }

      var ends = new ArrayList<Callable<Boolean>>();
      for (var probe : probes(two)) {
        ends.add(reporting(two, probe, ends.size() % 2 == 0 ? Verdict.GOOD : Verdict.TRANSPORT));
      }
      assertEquals(10, ends.size());
      atOnce(ends);

      assertFalse(two.isIn(0));
      assertEquals(1, two.told(Transition.ProbeFailed.class).size());
      assertTrue(two.told(Transition.Restored.class).isEmpty());
    }
  }

  /// What as many as may be get that ask at the same time.
  private List<Choice> probes(HealthFixture two) throws Exception {
    var asked =
        IntStream.range(0, 5 * THREADS)
            .<Callable<Choice>>mapToObj(_ -> () -> two.pick(Wish.fitForProbe()).orElseThrow())
            .toList();
    return atOnce(asked).stream()
        .filter(choice -> choice.instance().equals(HealthFixture.instance(0)))
        .toList();
  }

  private static Callable<Boolean> reporting(HealthFixture two, Choice probe, Verdict verdict) {
    return () -> {
      two.report(probe, verdict);
      return true;
    };
  }

  /// Does all of it, on all threads, which begin together.
  private <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
    int parts = Math.min(THREADS, tasks.size());
    var ready = new AtomicInteger();
    var all =
        IntStream.range(0, parts)
            .mapToObj(
                part ->
                    threads.submit(
                        () -> {
                          ready.incrementAndGet();
                          // A barrier wakes them one after the other, and they would never meet.
                          while (ready.get() < parts) {
                            Thread.onSpinWait();
                          }
                          var mine = new ArrayList<T>();
                          for (int i = part; i < tasks.size(); i += parts) {
                            mine.add(tasks.get(i).call());
                          }
                          return mine;
                        }))
            .toList();
    var results = new ArrayList<T>();
    for (var part : all) {
      results.addAll(part.get());
    }
    return results;
  }

  private static HealthFixture outAndDue() {
    var two = HealthFixture.of(2);
    two.eject(0);
    two.advanceMillis(6001);
    return two;
  }
}
