package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What is paid for a repeat and how long it waits. Numbers as in [EjectTest].
final class RetryGateTest {

  private static final Duration REFUSED = Duration.ofSeconds(2);

  private final FakeTicker ticker = new FakeTicker();
  private final SplittableRandom random = new SplittableRandom(1);
  private RetryGate gate = gate(RetrySettings.usual());

  /// Scenario 34.
  @Test
  void theBudgetGrowsWithCallsAndWithTimeAndNoFurtherThanItsMost() {
    var budget = new Budget(0.1, 2, 5, 1);
    assertEquals(1, spend(budget));
    for (int i = 0; i < 29; i++) {
      budget.save(0);
    }
    assertEquals(2, spend(budget), "2.9 of them");
    budget.save(0);
    assertEquals(1, spend(budget));
    budget.save(900_000_000);
    assertEquals(1, spend(budget), "0.1 and 1.8 of them");
    budget.save(900_000_000);
    assertEquals(1, spend(budget), "time that stands still brings none");
    budget.save(100_000_000);
    assertEquals(0, spend(budget), "nor does time that goes back");
    budget.save(1_000_000_000_000L);
    assertEquals(5, spend(budget));

    var none = new Budget(0, 0, 5, 0);
    none.save(1_000_000_000_000L);
    assertEquals(0, spend(none));
  }

  /// Scenario 36.
  @Test
  void aThousandThatFailAtOnceRepeatNoMoreThanTheBudgetPaysThoseThatPauseIncluded() {
    gate = gate(RetrySettings.usual().gate(2, 0.5).budget(0.2, 200, 0));
    for (int i = 0; i < 1000; i++) {
      gate.first(Verdict.GOOD, ticker.nanos());
    }
    int granted = 0;
    for (int i = 0; i < 1000; i++) {
      granted += gate.again(ask(), ticker.nanos()) instanceof RetryGate.Decision.Again ? 1 : 0;
    }

    assertEquals(200, granted);
  }

  @Test
  void whatWasPaidAndNotUsedIsGivenBack() {
    gate = gate(RetrySettings.usual().budget(0, 1, 0));
    gate.first(Verdict.GOOD, ticker.nanos());
    var granted =
        assertInstanceOf(RetryGate.Decision.Again.class, gate.again(ask(), ticker.nanos()));
    assertInstanceOf(RetryGate.Decision.Stop.class, gate.again(ask(), ticker.nanos()));

    gate.giveBack(granted);

    assertInstanceOf(RetryGate.Decision.Again.class, gate.again(ask(), ticker.nanos()));
  }

  /// Scenario 40.
  @Test
  void anInstanceThatAsksToBeLeftAloneIsWhereThereIsNoOther() {
    var asked =
        new RetryGate.Ask(
            RetryGate.Failure.REFUSED,
            1,
            RetryGate.Layer.TOP,
            false,
            Optional.of(REFUSED),
            REFUSED.toNanos() + 1,
            0);

    var again = (RetryGate.Decision.Again) gate.again(asked, ticker.nanos());

    assertEquals(REFUSED.toNanos(), again.pauseNanos());
    var late =
        new RetryGate.Ask(
            RetryGate.Failure.REFUSED,
            1,
            RetryGate.Layer.TOP,
            false,
            Optional.of(REFUSED),
            REFUSED.toNanos(),
            0);
    assertEquals(new RetryGate.Decision.Stop(RetryGate.No.TIME), gate.again(late, ticker.nanos()));
  }

  @Test
  void whatMayHaveBegunWaitsAnyTimeUpToItsMost() {
    gate = gate(RetrySettings.usual().gate(5, 0.5).budget(1, 10_000, 1));
    for (int number = 1; number <= 4; number++) {
      var seen = new ArrayList<Long>();
      for (int i = 0; i < 500; i++) {
        gate.first(Verdict.GOOD, ticker.nanos());
        var ask =
            new RetryGate.Ask(
                RetryGate.Failure.IN_DOUBT,
                number,
                RetryGate.Layer.TOP,
                true,
                Optional.empty(),
                Long.MAX_VALUE,
                0);
        seen.add(((RetryGate.Decision.Again) gate.again(ask, ticker.nanos())).pauseNanos());
      }
      long most = Math.min(250, 25L << (number - 1)) * 1_000_000;

      assertTrue(seen.stream().allMatch(pause -> pause >= 0 && pause <= most));
      assertTrue(seen.stream().anyMatch(pause -> pause < most / 10));
      assertTrue(seen.stream().anyMatch(pause -> pause > most / 10 * 9));
    }
  }

  @Test
  void aSecondAskingIsPaidForLikeARepeatAndOnlyWhileMostFirstOnesGoWell() {
    gate = gate(RetrySettings.usual().budget(0, 1, 0));
    assertTrue(gate.mayHedge());
    assertFalse(gate.mayHedge(), "there was one");

    gate = gate(RetrySettings.usual());
    for (int i = 0; i < 20; i++) {
      gate.first(Verdict.TRANSPORT, ticker.nanos());
    }
    assertFalse(gate.mayHedge(), "the callee is sick");
  }

  @Test
  void whatIsFreeIsNotGivenBack() {
    gate = gate(RetrySettings.usual().budget(0, 1, 0));
    assertTrue(gate.mayHedge());

    gate.giveBack(new RetryGate.Decision.Again(0, false));

    assertFalse(gate.mayHedge());
  }

  @Test
  void itsTurnsAreToldWithTheShareThatMadeThem() {
    var told = new ArrayList<Transition>();
    gate = new RetryGate(RetrySettings.usual(), random, told::add, ticker.nanos());
    for (int i = 0; i < 19; i++) {
      gate.first(i < 17 ? Verdict.GOOD : Verdict.APPLICATION, ticker.nanos());
    }
    assertEquals(Optional.empty(), gate.success(ticker.nanos()));
    gate.first(Verdict.APPLICATION, ticker.nanos());
    assertEquals(Optional.of(0.85), gate.success(ticker.nanos()));
    for (int i = 0; i < 39; i++) {
      gate.first(Verdict.GOOD, ticker.nanos());
    }
    assertEquals(List.of(new Transition.RetriesStopped(0.85)), told);

    gate.first(Verdict.GOOD, ticker.nanos());

    assertEquals(new Transition.RetriesResumed(0.95), told.getLast());
  }

  @Test
  void nobodyIsLeftWaitingBehindAnother() throws InterruptedException {
    List<Runnable> all =
        List.of(
            () -> gate.first(Verdict.GOOD, ticker.nanos()),
            () -> gate.again(ask(), ticker.nanos()),
            () -> gate.giveBack(new RetryGate.Decision.Again(0, true)),
            () -> gate.mayHedge(),
            () -> gate.isOpen(),
            () -> gate.success(ticker.nanos()));

    for (var one : all) {
      one.run();
      assertTrue(Thread.startVirtualThread(one).join(Duration.ofSeconds(10)));
    }
  }

  private static int spend(Budget budget) {
    int spent = 0;
    while (budget.take()) {
      spent++;
    }
    return spent;
  }

  private static RetryGate.Ask ask() {
    return new RetryGate.Ask(
        RetryGate.Failure.IN_DOUBT,
        1,
        RetryGate.Layer.TOP,
        true,
        Optional.empty(),
        Duration.ofSeconds(1).toNanos(),
        0);
  }

  private RetryGate gate(RetrySettings settings) {
    return new RetryGate(settings, random, _ -> {}, ticker.nanos());
  }
}
