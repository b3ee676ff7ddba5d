package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import org.junit.jupiter.api.Test;

/// Who is called, by zone, as instances come, go and fall ill.
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
  void whoWarmsUpCountsForHalf() {
    var fixture = new HealthFixture(HealSettings.usual());
    var three = Faults.instances(3);
    fixture.list(three);
    fixture.list(Faults.instances(6));

    // 1.5 of 4.5 in each zone; then the fresh one in a is whole.
    assertEquals(1, share(fixture, "a"), 1e-9);
    for (var group : fixture.health().view().groups()) {
      assertEquals(1.5, group.capacity(), 1e-9);
    }
    fixture.advanceMillis(9_999);
    assertEquals(1.5, fixture.health().view().groups().getFirst().capacity(), 1e-9);
    fixture.advanceMillis(1);
    assertEquals(2, fixture.health().view().groups().getFirst().capacity(), 1e-9);
  }

  @Test
  void aLostZoneOnTrialGoesBackOnlyAfterTenCalls() {
    var many = new HealthFixture(HealSettings.usual());
    many.list(Faults.instances(300));
    for (int i = 0; i < 20; i++) {
      many.report(3 * i, Verdict.TRANSPORT, 1);
    }
    many.advanceMillis(4999);
    assertEquals(0, share(many, "a"), 1e-9);
    many.advanceMillis(1);
    double trial = share(many, "a");

    // Half of them go well, which is not too few.
    for (int i = 0; i < 9; i++) {
      many.report(3 * i, i < 4 ? Verdict.TRANSPORT : Verdict.GOOD, 1);
    }
    assertEquals(trial, share(many, "a"), 1e-9);
    many.report(3 * 9, Verdict.TRANSPORT, 1);

    assertEquals(1, share(many, "a"), 1e-9);
  }

  @Test
  void aZoneOfWhichAQuarterGoesWellIsNotLost() {
    var many = new HealthFixture(HealSettings.usual());
    many.list(Faults.instances(300));

    for (int i = 0; i < 20; i++) {
      many.report(3 * i, i < 5 ? Verdict.GOOD : Verdict.TRANSPORT, 1);
    }
    assertTrue(many.told(Transition.ZoneLost.class).isEmpty());
    many.report(60, Verdict.TRANSPORT, 1);

    assertEquals(1, many.told(Transition.ZoneLost.class).size());
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

  private static double share(HealthFixture fixture, String zone) {
    return fixture.health().view().groups().stream()
        .filter(group -> group.zone().equals(zone))
        .mapToDouble(View.Group::share)
        .sum();
  }
}
