package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.CalleeState.Standing;
import bestow.testing.Seeded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How long an instance is out, and how it comes back.
final class RestoreTest {

  private static final EjectSettings EXACT =
      EjectSettings.usual()
          .times(Duration.ofSeconds(5), Duration.ofSeconds(120), 0, Duration.ofSeconds(60));

  /// Scenario 3.
  @Test
  void itStaysOutUntilItsTimeIsUp() {
    var two = HealthFixture.of(2, EXACT);
    two.eject(0);

    two.advanceMillis(4999);
    assertEquals(Standing.EJECTED, two.state(0).standing());
    assertEquals(Duration.ofMillis(1), two.state(0).ejectedFor().orElseThrow());
    two.advanceMillis(1);

    assertEquals(Standing.PROBING, two.state(0).standing());
    assertFalse(two.isIn(0));
  }

  /// Scenarios 5 and 6.
  @Test
  void eachTimeOutIsTwiceTheOneBeforeUpToTheMost() {
    var two = HealthFixture.of(2, EXACT);

    var times = new ArrayList<Long>();
    for (int i = 0; i < 8; i++) {
      times.add(two.eject(0).time().toSeconds());
      two.advanceMillis(1000 * times.getLast());
      two.passProbes();
    }

    assertEquals(List.of(5L, 10L, 20L, 40L, 80L, 120L, 120L, 120L), times);
  }

  /// Scenario 5.
  @Test
  void eachMinuteThatItIsWellForgetsOneDoubling() {
    var two = HealthFixture.of(2, EXACT);
    for (int i = 0; i < 4; i++) {
      two.advance(two.eject(0).time());
      two.passProbes();
    }

    two.advance(Duration.ofSeconds(125));
    assertEquals(20, two.eject(0).time().toSeconds(), "two minutes after 40 s");
    two.advance(Duration.ofSeconds(20));
    two.passProbes();
    two.advance(Duration.ofMinutes(50));

    assertEquals(5, two.eject(0).time().toSeconds());
  }

  /// Scenario 6.
  @Test
  void chanceMakesTheTimeLongerOrShorterAndNeverLongerThanTheMost() {
    var two = HealthFixture.of(2);
    var firsts = new ArrayList<Long>();
    for (int i = 0; i < 40; i++) {
      long millis = two.eject(0).time().toMillis();
      firsts.add(millis);
      assertTrue(millis <= 120_000, millis + " ms");
      assertTrue(millis >= 4000, millis + " ms");
      two.advanceMillis(millis + 1);
      two.passProbes();
    }

    assertTrue(firsts.stream().skip(6).distinct().count() > 10, firsts::toString);
  }

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

  @Test
  void whoComesBackGetsItsShareLittleByLittle() {
    Seeded.check(
        3,
        random -> {
          var four = HealthFixture.of(4, EXACT);
          four.eject(0);
          four.advanceMillis(5000);
          four.passProbes();

          double first = share(four);
          four.advanceMillis(5000);
          double half = share(four);
          four.advanceMillis(5000);
          double whole = share(four);

          assertEquals(0.1 / 3.1, first, 0.012);
          assertEquals(0.55 / 3.55, half, 0.02);
          assertEquals(0.25, whole, 0.02);
        });
  }

  @Test
  void whoIsNewAmongOthersGetsItsShareLittleByLittleAndTheFirstOnesAtOnce() {
    var two = HealthFixture.of(2);
    assertEquals(Standing.WELL, two.state(0).standing());

    two.list(
        List.of(HealthFixture.instance(2), HealthFixture.instance(0), HealthFixture.instance(1)));

    assertEquals(Standing.WARMING, two.state(2).standing());
    assertTrue(share(two, 2) < 0.1);
    two.advanceMillis(10_000);
    assertEquals(Standing.WELL, two.state(2).standing());
  }

  /// Scenario 18.
  @Test
  void whoIsOutStaysOutWhenTheListComesAgain() {
    var two = HealthFixture.of(2);
    two.eject(0);

    two.list(List.of(HealthFixture.instance(0), HealthFixture.instance(1)));

    assertFalse(two.isIn(0));
  }

  @Test
  void whenTheListShrinksNoMoreStayOutThanMay() {
    var eight = HealthFixture.of(8, EXACT);
    IntStream.range(0, 4).forEach(eight::eject);
    assertEquals(4, eight.out());

    eight.list(IntStream.range(0, 5).mapToObj(HealthFixture::instance).toList());

    assertEquals(2, eight.out());
    eight.list(List.of(HealthFixture.instance(3)));
    assertEquals(0, eight.out());
    assertTrue(eight.pick(Wish.plain()).isPresent());
    eight.list(List.of());
    assertTrue(eight.pick(Wish.plain()).isEmpty());
  }

  @Test
  void everyTransitionIsToldOnceInItsOrder() {
    var two = HealthFixture.of(2, EXACT);
    two.eject(0);
    two.advanceMillis(5000);
    two.report(two.probe(), Verdict.TRANSPORT);
    two.advanceMillis(10_000);
    two.passProbes();

    assertEquals(
        List.of("Ejected", "Probing", "ProbeFailed", "Probing", "Probing", "Probing", "Restored"),
        two.told().stream().map(one -> one.getClass().getSimpleName()).toList());
  }

  private static HealthFixture outAndDue() {
    var two = HealthFixture.of(2, EXACT);
    two.eject(0);
    two.advanceMillis(5000);
    return two;
  }

  private static double share(HealthFixture peers) {
    return share(peers, 0);
  }

  private static double share(HealthFixture peers, int number) {
    int hits = 0;
    int all = 20_000;
    for (int i = 0; i < all; i++) {
      var choice = peers.pick(Wish.plain()).orElseThrow();
      hits += choice.instance().equals(HealthFixture.instance(number)) ? 1 : 0;
    }
    return (double) hits / all;
  }
}
