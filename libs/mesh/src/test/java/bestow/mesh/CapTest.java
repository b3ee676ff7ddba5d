package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.CalleeState.Standing;
import bestow.mesh.Transition.Hindrance;
import bestow.testing.Seeded;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Who is bad and stays all the same: as many as may be are out, or it is the callee that is sick.
/// Numbers as in [EjectTest].
final class CapTest {

  /// Scenario 9.
  @Test
  void anInstanceThatLeavesWhileItIsOutMakesRoomForAnother() {
    var four = HealthFixture.of(4);
    four.eject(0);
    four.eject(1);
    four.fail(2, 60);
    assertEquals(Hindrance.CAP, four.last(Transition.Held.class).hindrance());

    four.list(
        List.of(
            HealthFixture.instance(1),
            HealthFixture.instance(2),
            HealthFixture.instance(3),
            HealthFixture.instance(4)));
    four.advanceMillis(300);

    assertEquals(HealthFixture.instance(0), four.last(Transition.Left.class).instance());
    assertFalse(four.isIn(1), "its number is 2 no more, and it is out");
    assertEquals(2, four.out());
  }

  /// Scenario 8.
  @Test
  void oneOfTwoMayBeOutEvenIfTheShareAllowsNone() {
    var two = HealthFixture.of(2, EjectSettings.usual().bounds(0.01, 5));
    two.eject(0);

    two.report(1, Verdict.APPLICATION, 100);

    assertTrue(two.isIn(1));
    assertEquals(Hindrance.LAST, two.last(Transition.Held.class).hindrance());
    assertEquals(1, two.told(Transition.Held.class).size());
  }

  /// Scenario 12.
  @Test
  void switchedOffItOnlyTells() {
    var two = HealthFixture.of(2, EjectSettings.usual().bounds(0, 5));
    two.othersDoWell(0, 20);

    two.report(0, Verdict.APPLICATION, 100);

    assertTrue(two.isIn(0));
    assertEquals(1, two.told().size());
    assertEquals(Hindrance.OFF, two.last(Transition.Held.class).hindrance());
  }

  /// Scenario 19: settings hold for the life of a process. One that starts with ejecting switched
  /// off has everybody in, whoever was out before, and nothing of that is remembered.
  @Test
  void aProcessThatStartsWithEjectingSwitchedOffHasEverybodyIn() {
    var before = HealthFixture.of(4);
    before.eject(0);
    before.eject(1);

    var after = HealthFixture.of(4, EjectSettings.usual().bounds(0, 5));
    after.othersDoWell(0, 20);
    after.report(0, Verdict.CONNECT, 100);

    assertEquals(2, before.out());
    assertEquals(0, after.out());
    assertTrue(after.pick(Wish.plain()).isPresent());
    assertTrue(HealthFixture.of(4).eject(0).time().toSeconds() <= 6, "as if it were the first");
  }

  /// Scenario 16.
  @Test
  void twoOfFiveMayBeOutInWhicheverOrderAndAThirdMayNot() {
    for (var order : List.of(List.of(0, 1, 2), List.of(2, 0, 1), List.of(1, 2, 0))) {
      var five = HealthFixture.of(5);
      IntStream.range(0, 5).forEach(i -> five.report(i, Verdict.GOOD, 20));

      order.forEach(i -> five.fail(i, 25));

      assertFalse(five.isIn(order.get(0)));
      assertFalse(five.isIn(order.get(1)));
      assertTrue(five.isIn(order.get(2)));
      assertEquals(Hindrance.CAP, five.last(Transition.Held.class).hindrance());
    }
  }

  /// Scenario 17.
  @Tag("long")
  @Test
  void neverAreMoreOutThanTheShareNorTheLastOneWhateverTheNumber() {
    for (int count = 1; count <= 50; count++) {
      for (double share : List.of(0.01, 0.1, 0.3, 0.5, 0.9)) {
        var peers = HealthFixture.of(count, EjectSettings.usual().bounds(share, 5));
        peers.othersDoWell(-1, 20);
        for (int i = 0; i < count; i++) {
          peers.fail(i, 25);

          int out = peers.out();
          var what = "%d of %d at %s".formatted(out, count, share);
          assertTrue(out <= Math.max(1, share * count + 1e-9), what);
          assertTrue(count == 1 ? out == 0 : out < count, what);
        }
      }
    }
  }

  @Test
  void anInstanceAloneIsNeverOut() {
    var one = HealthFixture.of(1);

    one.report(0, Verdict.CONNECT, 1000);

    assertTrue(one.isIn(0));
    assertEquals(Hindrance.LAST, one.last(Transition.Held.class).hindrance());
  }

  /// Scenario 47.
  @Tag("long")
  @Test
  void whenAllAreAtFortyPerCentItIsTheCalleeThatIsSickAndNobodyIsOut() {
    Seeded.check(
        20,
        random -> {
          int count = 2 + random.nextInt(9);
          var peers = HealthFixture.of(count);
          for (int i = 0; i < 20_000; i++) {
            boolean good = random.nextDouble() < 0.4;
            peers.report(random.nextInt(count), good ? Verdict.GOOD : Verdict.APPLICATION, 1);
            peers.advanceMillis(2);
          }

          assertTrue(peers.told(Transition.Ejected.class).isEmpty());
          assertTrue(
              peers.told(Transition.Held.class).stream()
                  .allMatch(held -> held.hindrance() == Hindrance.CALLEE_SICK));
        });
  }

  @Test
  void aFewLuckyAnswersOfTheOthersAreNoProofThatTheyDoBetter() {
    var two = HealthFixture.of(2);
    two.report(1, Verdict.GOOD, 17);
    two.report(1, Verdict.APPLICATION, 3);

    two.fail(0, 20);
    assertTrue(two.isIn(0), "17 of 20 may be luck");
    two.report(1, Verdict.GOOD, 68);
    two.report(1, Verdict.APPLICATION, 12);
    two.report(0, Verdict.APPLICATION, 1);
    two.advanceMillis(250);

    assertFalse(two.isIn(0), "85 of 100 are none");
  }

  @Test
  void whenNobodyCanBeConnectedToNobodyIsOut() {
    var four = HealthFixture.of(4);

    for (int i = 0; i < 100; i++) {
      four.report(i % 4, Verdict.CONNECT, 1);
      four.advanceMillis(5);
    }

    assertEquals(0, four.out());
    assertEquals(4, four.told(Transition.Held.class).size());
  }

  @Test
  void threeOfFourThatFailAreToldFromTheOneThatDoesNot() {
    var four = HealthFixture.of(4);

    for (int i = 0; i < 200; i++) {
      for (int peer = 0; peer < 4; peer++) {
        if (four.isIn(peer)) {
          four.report(peer, peer == 3 ? Verdict.GOOD : Verdict.APPLICATION, 1);
        }
      }
      four.advanceMillis(20);
    }

    assertEquals(2, four.out(), "as many as may be");
    assertTrue(four.isIn(3));
  }

  @Test
  void thereIsAnotherWhileSomebodyElseIsWell() {
    var two = HealthFixture.of(2);
    var first = HealthFixture.instance(0);
    var second = HealthFixture.instance(1);
    assertTrue(two.health().another(first));
    assertTrue(two.health().another(second));

    two.eject(0);
    assertTrue(two.health().another(first));
    assertFalse(two.health().another(second));
    two.report(1, Verdict.APPLICATION, 100);

    assertFalse(two.health().another(first), "who is bad and stays is not well");
    assertFalse(HealthFixture.of(1).health().another(first));
  }

  @Test
  void nobodyIsLeftWaitingBehindAnother() throws InterruptedException {
    var two = HealthFixture.of(2);
    two.eject(0);
    two.advanceMillis(7000);
    List<Runnable> all =
        List.of(
            () -> two.list(List.of(HealthFixture.instance(0), HealthFixture.instance(1))),
            () -> two.pick(Wish.fitForProbe()),
            () -> two.state(0),
            () -> two.report(1, Verdict.GOOD, 1),
            two::passTime);

    for (var one : all) {
      one.run();
      assertTrue(Thread.startVirtualThread(one).join(Duration.ofSeconds(10)));
    }
  }

  @Test
  void whoWasHeldIsWellAgainOnceItAnswers() {
    var one = HealthFixture.of(1);
    one.report(0, Verdict.APPLICATION, 20);
    assertEquals(Standing.HELD, one.state(0).standing());

    for (int i = 0; i < 120; i++) {
      one.report(0, Verdict.GOOD, 5);
      one.advanceMillis(100);
    }

    assertEquals(Standing.WELL, one.state(0).standing());
    assertEquals(1, one.told(Transition.Recovered.class).size());
  }

  @Test
  void whoIsHeldAndLeftAloneIsForgiven() {
    var one = HealthFixture.of(1);
    one.report(0, Verdict.CONNECT, 5);

    one.advance(Duration.ofSeconds(11));

    assertEquals(Standing.WELL, one.state(0).standing());
  }
}
