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
import org.junit.jupiter.api.Tag;
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

  @Tag("long")
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
  void aShareGrowsInAStraightLine() {
    var instance = HealthFixture.instance(0);
    var choice = new Choice(new Vitals(instance, 10, 0, 0), 1, 1000, 3000);

    assertEquals(0.2, choice.weight(500, 0.2), 1e-9, "a clock that goes back");
    assertEquals(0.2, choice.weight(1000, 0.2), 1e-9);
    assertEquals(0.6, choice.weight(2000, 0.2), 1e-9);
    assertEquals(1, choice.weight(3000, 0.2), 1e-9);
    assertEquals(1, choice.weight(9000, 0.2), 1e-9);
    assertEquals(1, new Choice(new Vitals(instance, 10, 0, 0), 1, 0, 0).weight(0, 0.2), 1e-9);
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
