package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.CalleeState.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What an instance that was out has to show before it gets its share again. Numbers as in
/// [EjectTest].
final class ProbeTest {

  private static final EjectSettings EXACT =
      EjectSettings.usual()
          .times(Duration.ofSeconds(5), Duration.ofSeconds(120), 0, Duration.ofSeconds(60));

  @Test
  void oneThenThreeThenTenCallsHaveToGoWell() {
    var two = outAndDue();

    two.report(two.probe(), Verdict.GOOD);
    for (int i = 0; i < 12; i++) {
      assertEquals(Standing.PROBING, two.state(0).standing());
      two.report(two.probe(), Verdict.GOOD);
    }
    assertEquals(Standing.PROBING, two.state(0).standing(), "after 13");
    two.report(two.probe(), Verdict.GOOD);

    assertEquals(Standing.WARMING, two.state(0).standing());
    assertEquals(
        List.of(1, 3, 10),
        two.told(Transition.Probing.class).stream().map(Transition.Probing::probes).toList());
    assertEquals(1, two.told(Transition.Restored.class).size());
  }

  @Test
  void noMoreProbesAreUnderWayThanTheStageHas() {
    var two = outAndDue();

    for (int stage : List.of(1, 3, 10)) {
      var underWay = IntStream.range(0, stage).mapToObj(_ -> two.probe()).toList();
      var more = two.pick(Wish.fitForProbe()).orElseThrow();
      assertFalse(HealthFixture.isProbe(more), "one more than " + stage);
      underWay.forEach(probe -> two.report(probe, Verdict.GOOD));
    }

    assertTrue(two.isIn(0));
  }

  /// Scenario 25.
  @Test
  void oneFailedProbeOfAnyKindAndItWaitsLonger() {
    for (var verdict : List.of(Verdict.APPLICATION, Verdict.TRANSPORT, Verdict.CONNECT)) {
      var two = outAndDue();

      var times = new ArrayList<Long>();
      for (int i = 0; i < 4; i++) {
        two.report(two.probe(), verdict);
        times.add(two.last(Transition.ProbeFailed.class).time().toSeconds());
        assertEquals(Standing.EJECTED, two.state(0).standing());
        two.advanceMillis(1000 * times.getLast());
      }

      assertEquals(List.of(10L, 15L, 15L, 15L), times);
    }
  }

  @Test
  void aFailureInTheLastStageEndsTheWholeTrial() {
    var two = outAndDue();
    for (int i = 0; i < 13; i++) {
      two.report(two.probe(), Verdict.GOOD);
    }

    two.report(two.probe(), Verdict.TRANSPORT);

    assertEquals(Standing.EJECTED, two.state(0).standing());
    assertTrue(two.told(Transition.Restored.class).isEmpty());
  }

  /// Scenarios 26 and 27.
  @Test
  void aProbeThatComesToNothingFreesItsPlace() {
    var two = outAndDue();

    two.report(two.probe(), Verdict.NOTHING);

    two.report(two.probe(), Verdict.GOOD);
    assertEquals(3, two.last(Transition.Probing.class).probes());
  }

  /// Scenario 26.
  @Test
  void aProbeThatNeverComesBackLosesItsPlaceInTime() {
    var two = outAndDue();
    var lost = two.probe();
    two.advanceMillis(9999);
    assertFalse(HealthFixture.isProbe(two.pick(Wish.fitForProbe()).orElseThrow()));

    two.advanceMillis(1);

    two.passProbes();
    two.report(lost, Verdict.CONNECT);
    assertTrue(two.isIn(0), "what comes back after all is of another life");
  }

  /// Scenario 28.
  @Tag("long")
  @Test
  void deadInstancesGetHardlyAnyCallsHoweverMany() {
    var many = HealthFixture.of(100, EXACT);
    IntStream.range(0, 50).forEach(many::eject);

    int probes = 0;
    for (int i = 0; i < 100_000; i++) {
      many.advanceMillis(5);
      var choice = many.pick(Wish.fitForProbe()).orElseThrow();
      boolean probe = HealthFixture.isProbe(choice);
      probes += probe ? 1 : 0;
      many.report(choice, probe ? Verdict.TRANSPORT : Verdict.GOOD);
    }

    // 1 % of the calls, and one each five seconds.
    assertTrue(probes <= 1000 + 100 + 5, probes + " probes");
    assertTrue(probes >= 900, probes + " probes");
  }

  @Tag("long")
  @Test
  void whoAnswersItsProbesDoesNotWaitForTheOthers() {
    var many = HealthFixture.of(100, EXACT);
    IntStream.range(0, 50).forEach(many::eject);
    many.advanceMillis(5000);

    for (int i = 0; i < 50 * 14 * 3 && many.out() > 0; i++) {
      many.report(many.pick(Wish.fitForProbe()).orElseThrow(), Verdict.GOOD);
    }

    assertEquals(0, many.out());
  }

  @Test
  void fiveDeadOnesMayBeTriedAtOnceAndAnotherEachFiveSecondsOrHundredCalls() {
    var many = HealthFixture.of(20, EXACT);
    IntStream.range(0, 10).forEach(many::eject);
    many.advanceMillis(5000);
    assertEquals(5, probesOf(many, 20, Verdict.TRANSPORT));

    many.advanceMillis(3000);
    assertEquals(0, probesOf(many, 10, Verdict.TRANSPORT), "3 s and 30 calls");
    many.advanceMillis(1000);
    assertEquals(1, probesOf(many, 5, Verdict.TRANSPORT));
    assertEquals(1, probesOf(many, 100, Verdict.TRANSPORT));
  }

  @Test
  void whatWasWellSpentIsGivenBack() {
    for (var verdict : List.of(Verdict.GOOD, Verdict.NOTHING)) {
      var many = HealthFixture.of(20, EXACT);
      IntStream.range(0, 10).forEach(many::eject);
      many.advanceMillis(5000);

      assertTrue(probesOf(many, 20, verdict) > 15, verdict.name());
    }
  }

  private static int probesOf(HealthFixture many, int calls, Verdict verdict) {
    int probes = 0;
    for (int i = 0; i < calls; i++) {
      var choice = many.pick(Wish.fitForProbe()).orElseThrow();
      if (HealthFixture.isProbe(choice)) {
        probes++;
        many.report(choice, verdict);
      }
    }
    return probes;
  }

  @Test
  void aCallThatMayDoHarmIsNoProbeUntilNoOtherCame() {
    var two = outAndDue();

    assertFalse(HealthFixture.isProbe(two.pick(Wish.plain()).orElseThrow()));
    two.advanceMillis(4999);
    assertFalse(HealthFixture.isProbe(two.pick(Wish.plain()).orElseThrow()));
    two.advanceMillis(1);

    assertTrue(HealthFixture.isProbe(two.pick(Wish.plain()).orElseThrow()));
  }

  @Test
  void aRepeatIsNoProbe() {
    var two = outAndDue();

    var wish = Wish.fitForProbe().not(HealthFixture.instance(7));

    assertFalse(HealthFixture.isProbe(two.pick(wish).orElseThrow()));
  }

  private static HealthFixture outAndDue() {
    var two = HealthFixture.of(2, EXACT);
    two.eject(0);
    two.advanceMillis(5000);
    return two;
  }
}
