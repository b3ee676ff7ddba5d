package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.SpreadSettings.Help;
import java.time.Duration;
import java.util.HashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Who is called, by zone and plane, as instances come, go and fall ill.
final class SpreadTest {

  @Test
  void callsStayInTheirZoneWhileItIsWell() {
    var nine = new HealthFixture(HealSettings.usual());
    nine.list(Faults.instances(9));

    assertEquals(1.0, share(nine, "a"), 1e-9);
  }

  @Test
  void aZoneThatHasLostOneOfThreeGivesAwayWhatIsTooMuchForIt() {
    var nine = new HealthFixture(HealSettings.usual());
    nine.list(Faults.instances(9));
    for (int i = 0; i < 9; i++) {
      nine.report(i, Verdict.GOOD, 20);
    }

    nine.fail(0, 25);

    assertFalse(nine.isIn(0));
    assertEquals(0.75, share(nine, "a"), 1e-9, "2 of 8 do a third of the work");
    assertEquals(0.125, share(nine, "b"), 1e-9);
  }

  @Test
  void aLostZoneIsLeftAloneTriedAndTakenBack() {
    var many = new HealthFixture(HealSettings.usual());
    many.list(Faults.instances(300));

    for (int i = 0; i < 20; i++) {
      many.report(3 * i, Verdict.CONNECT, 1);
    }
    assertEquals(0, share(many, "a"), 1e-9);
    many.advanceMillis(5000);
    double trial = share(many, "a");
    assertTrue(trial > 0 && trial < 0.2, "on trial it has " + trial);
    for (int i = 0; i < 10; i++) {
      many.report(3 * i, Verdict.CONNECT, 1);
    }
    many.advanceMillis(9999);
    assertEquals(0, share(many, "a"), 1e-9, "twice as long");
    many.advanceMillis(1);
    for (int i = 0; i < 10; i++) {
      many.report(3 * i, Verdict.GOOD, 1);
    }

    assertEquals(1, share(many, "a"), 1e-9);
    assertEquals(2, many.told(Transition.ZoneLost.class).size());
    assertEquals(1, many.told(Transition.ZoneRestored.class).size());
  }

  @Test
  void whereEveryZoneIsLostNoneIs() {
    var many = new HealthFixture(HealSettings.usual());
    many.list(Faults.instances(300));
    for (int i = 0; i < 60; i++) {
      many.report(i, Verdict.TRANSPORT, 1);
    }

    assertEquals(3, many.told(Transition.ZoneLost.class).size());
    assertEquals(1, share(many, "a"), 1e-9);
  }

  @Test
  void aRepeatGoesToAnotherZone() {
    var nine = new HealthFixture(HealSettings.usual());
    nine.list(Faults.instances(9));
    var failed = Faults.instances(9).getFirst();

    for (int i = 0; i < 100; i++) {
      var other = nine.pick(Wish.plain().not(failed)).orElseThrow().instance();
      assertFalse(other.place().zone().equals("a"), other.id());
    }
  }

  @Test
  void aRepeatGoesToAnotherInstanceWhereThereIsOneZoneOnly() {
    var three = HealthFixture.of(3);
    var counts = new HashMap<Instance, Integer>();

    for (int i = 0; i < 1000; i++) {
      var wish = Wish.plain().not(HealthFixture.instance(1));
      counts.merge(three.pick(wish).orElseThrow().instance(), 1, Integer::sum);
    }

    assertEquals(0, counts.getOrDefault(HealthFixture.instance(1), 0));
    assertEquals(500, counts.getOrDefault(HealthFixture.instance(0), 0), 100);
    var one = HealthFixture.of(1);
    assertTrue(one.pick(Wish.plain().not(HealthFixture.instance(0))).isPresent());
  }

  @Test
  void theOtherPlaneIsNotCalledUnlessItHelps() {
    var both = planes(Help.NONE);

    for (int i = 0; i < 4; i++) {
      both.fail(i, 25);
    }

    assertEquals(0, otherPlane(both), 1e-9);
    assertEquals(4, both.health().states(both.nanos()).size(), "it is not even counted");
  }

  @Test
  void theBackupTakesOverByHowManyAreBadAndGivesBackOnlyAfterAWhile() {
    var both = planes(Help.BACKUP);
    both.othersDoWell(-1, 20);
    assertEquals(0, otherPlane(both), 1e-9);

    both.fail(0, 25);
    assertEquals(0, otherPlane(both), 1e-9, "3 of 4 carry it all");
    both.fail(1, 25);
    assertEquals(0.3, otherPlane(both), 1e-9);
    both.advanceMillis(6100);
    both.passProbes();
    both.passProbes();
    assertEquals(0, both.out());
    assertEquals(0.3, otherPlane(both), 1e-9, "held down");
    both.advance(Duration.ofSeconds(30));
    both.passTime();

    assertEquals(0, otherPlane(both), 1e-9);
    assertEquals(2, both.told(Transition.Spilled.class).size());
  }

  @Test
  void whatHasBeenPassedOnOnceIsNotPassedOnAgain() {
    var both = planes(Help.BACKUP);
    both.othersDoWell(-1, 20);
    IntStream.range(0, 3).forEach(i -> both.fail(i, 25));
    assertTrue(otherPlane(both) > 0);

    for (int i = 0; i < 200; i++) {
      var wish = Wish.plain().within(View.Reach.OWN_PLANE);
      assertEquals("claim", both.pick(wish).orElseThrow().instance().place().plane());
      wish = wish.not(HealthFixture.instance(3));
      assertEquals("claim", both.pick(wish).orElseThrow().instance().place().plane());
    }
  }

  @Test
  void theNeighbourTakesOverWhatIsTooMuchForTheOthers() {
    var both = planes(Help.NEIGHBOUR);
    both.othersDoWell(-1, 20);
    both.fail(0, 25);
    both.fail(1, 25);

    // 4 at 0.6 have 2.4 to do, 2 can do 1.8; 4 neighbours may give a fifth of what they can.
    assertEquals(0.6 / 2.4, otherPlane(both), 1e-9);
  }

  private static HealthFixture planes(Help help) {
    var both =
        new HealthFixture(HealSettings.usual().with(SpreadSettings.usual().plane("claim", help)));
    both.list(
        IntStream.range(0, 8)
            .mapToObj(i -> HealthFixture.instance(i, "a", i < 4 ? "claim" : "query"))
            .toList());
    return both;
  }

  private static double share(HealthFixture fixture, String zone) {
    return fixture.health().view().groups().stream()
        .filter(group -> group.zone().equals(zone))
        .mapToDouble(View.Group::share)
        .sum();
  }

  private static double otherPlane(HealthFixture fixture) {
    return fixture.health().view().groups().stream()
        .filter(group -> group.reach() == View.Reach.ANYWHERE)
        .mapToDouble(View.Group::share)
        .sum();
  }
}
