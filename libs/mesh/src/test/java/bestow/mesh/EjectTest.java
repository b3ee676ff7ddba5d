package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.CalleeState.Standing;
import bestow.mesh.Transition.Cause;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Who is taken out, and who is not. The numbers are those of libs/mesh/SCENARIOS.md.
final class EjectTest {

  private static final int HOUR = 3600;

  /// Scenario 1.
  @Test
  void halfGoodAnswersAreNotTooFewAndOneLessIs() {
    var five = HealthFixture.of(5);
    IntStream.range(0, 5).forEach(i -> five.report(i, Verdict.GOOD, 200));

    five.report(4, Verdict.APPLICATION, 200);

    assertTrue(five.isIn(4));
    five.report(4, Verdict.APPLICATION, 1);
    assertFalse(five.isIn(4));
    assertEquals(Cause.APPLICATION, five.last(Transition.Ejected.class).cause());
    assertEquals(200, five.last(Transition.Ejected.class).good());
    assertEquals(201, five.last(Transition.Ejected.class).bad());
  }

  /// Scenarios 2 and 23.
  @Test
  void fewerThanTwentyAnswersSayNothing() {
    var five = HealthFixture.of(5);
    five.othersDoWell(0, 20);

    five.report(0, Verdict.APPLICATION, 19);

    assertTrue(five.told().isEmpty());
    five.report(0, Verdict.APPLICATION, 1);
    assertFalse(five.isIn(0));
  }

  /// Scenario 23.
  @Test
  void fiveFailuresToConnectInARowAreEnoughFromTheVeryStart() {
    var two = HealthFixture.of(2);
    two.report(0, Verdict.CONNECT, 1);
    two.report(1, Verdict.GOOD, 1);

    two.report(0, Verdict.CONNECT, 3);

    assertTrue(two.isIn(0));
    two.report(0, Verdict.CONNECT, 1);
    assertFalse(two.isIn(0));
    assertEquals(Cause.CONNECT, two.last(Transition.Ejected.class).cause());
  }

  /// Scenario 4.
  @Test
  void oneConnectionThatIsMadeEndsTheRow() {
    var two = HealthFixture.of(2);
    two.report(0, Verdict.CONNECT, 4);
    two.report(0, Verdict.GOOD, 1);
    two.report(1, Verdict.GOOD, 1);

    two.report(0, Verdict.CONNECT, 4);

    assertTrue(two.isIn(0));
    two.report(1, Verdict.GOOD, 1);
    two.report(0, Verdict.CONNECT, 1);
    assertFalse(two.isIn(0));
  }

  /// Scenario 13.
  @Test
  void failingToConnectEveryOtherTimeIsNoRowAndHalfIsNotTooFew() {
    var two = HealthFixture.of(2);

    for (int i = 0; i < 100; i++) {
      two.report(0, Verdict.GOOD, 1);
      two.report(0, Verdict.CONNECT, 1);
      two.report(1, Verdict.GOOD, 2);
    }

    assertTrue(two.told().isEmpty());
  }

  /// Scenario 14.
  @Test
  void connectingAgainDoesNotForgiveBadAnswers() {
    var two = HealthFixture.of(2);
    two.report(1, Verdict.GOOD, 30);

    for (int i = 0; i < 6; i++) {
      two.fail(0, 2);
      two.report(0, Verdict.GOOD, 1);
    }
    two.fail(0, 2);

    assertFalse(two.isIn(0));
  }

  /// Scenario 14.
  @Test
  void anAnswerThatIsAnErrorStillMeansThatItWasConnectedTo() {
    var two = HealthFixture.of(2);
    two.report(1, Verdict.GOOD, 1);
    two.report(0, Verdict.CONNECT, 4);
    two.report(0, Verdict.TRANSPORT, 1);
    two.report(1, Verdict.GOOD, 1);

    two.report(0, Verdict.CONNECT, 4);

    assertTrue(two.isIn(0));
  }

  /// Scenario 24.
  @Test
  void whenBothRulesSpeakAtOnceThereIsOneEjectionAndTheRowIsTheReason() {
    var two = HealthFixture.of(2);
    two.report(0, Verdict.GOOD, 15);
    two.othersDoWell(0, 40);
    two.report(0, Verdict.APPLICATION, 11);

    two.report(0, Verdict.CONNECT, 4);
    two.othersDoWell(0, 1);
    assertTrue(two.told().isEmpty());
    two.report(0, Verdict.CONNECT, 1);

    assertEquals(1, two.told().size());
    assertEquals(Cause.CONNECT, two.last(Transition.Ejected.class).cause());
  }

  /// Scenario 11.
  @Test
  void whatComesBackLateFromAnInstanceThatIsOutChangesNothing() {
    var two = HealthFixture.of(2);
    var underWay = IntStream.range(0, 5).mapToObj(_ -> two.choice(0)).toList();
    two.eject(0);
    int before = two.told().size();

    underWay.forEach(choice -> two.report(choice, Verdict.CONNECT));
    underWay.forEach(choice -> two.report(choice, Verdict.GOOD));

    assertEquals(before, two.told().size());
    assertEquals(
        two.last(Transition.Ejected.class).time(), two.state(0).ejectedFor().orElseThrow());
  }

  /// Scenario 10.
  @Test
  void whatComesBackFromAnInstanceThatHasLeftChangesNothing() {
    var three = HealthFixture.of(3);
    three.othersDoWell(0, 20);
    var gone = three.choice(0);
    three.list(List.of(HealthFixture.instance(1), HealthFixture.instance(2)));

    for (int i = 0; i < 100; i++) {
      three.report(gone, Verdict.CONNECT);
    }

    assertTrue(three.told().isEmpty());
    assertEquals(2, three.health().states(three.nanos()).size());
  }

  /// Scenario 21.
  @Test
  void failuresInOneMomentAndFailuresOverTheWholeWindowAreJudgedAlike() {
    for (int good = 5; good <= 15; good++) {
      var burst = HealthFixture.of(2);
      var spread = HealthFixture.of(2);
      for (int i = 0; i < 20; i++) {
        var verdict = i < good ? Verdict.GOOD : Verdict.APPLICATION;
        for (var two : List.of(burst, spread)) {
          two.report(1, Verdict.GOOD, 1);
          two.report(0, verdict, 1);
        }
        spread.advanceMillis(490);
      }

      assertEquals(good < 10, !burst.isIn(0), good + " good at once");
      assertEquals(good < 10, !spread.isIn(0), good + " good over time");
    }
  }

  /// Scenario 22.
  @Test
  void whatIsOlderThanTheWindowIsForgottenHoweverLongItIsAgo() {
    for (var gap : List.of(Duration.ofMillis(10_001), Duration.ofSeconds(20L * HOUR))) {
      var two = HealthFixture.of(2);
      two.report(0, Verdict.APPLICATION, 19);
      two.report(1, Verdict.GOOD, 20);

      two.advance(gap);
      two.report(1, Verdict.GOOD, 20);
      two.report(0, Verdict.APPLICATION, 19);
      assertTrue(two.told().isEmpty());
      two.report(0, Verdict.APPLICATION, 1);

      assertFalse(two.isIn(0));
    }
  }

  /// Scenario 20: there is no interval that could be changed while the process runs, since nobody
  /// waits for one. Whenever it is, the answer that shows that an instance is bad takes it out.
  @Test
  void whoeverIsBadIsOutWithTheAnswerThatShowsItWheneverThatIs() {
    for (int millis = 0; millis < 11_000; millis += 137) {
      var two = HealthFixture.of(2);
      two.advanceMillis(millis);
      two.othersDoWell(0, 20);
      two.report(0, Verdict.APPLICATION, 19);
      assertTrue(two.isIn(0), millis + " ms");

      two.report(0, Verdict.APPLICATION, 1);

      assertFalse(two.isIn(0), millis + " ms");
    }
  }

  /// Scenario 15.
  @Test
  void whoComesBackHasToFailInFullBeforeItIsOutAgain() {
    var two = HealthFixture.of(2);
    for (int round = 0; round < 5; round++) {
      two.report(1, Verdict.GOOD, 1);
      two.report(0, Verdict.CONNECT, 4);
      assertTrue(two.isIn(0), "4 in a row");
      two.report(1, Verdict.GOOD, 1);
      two.report(0, Verdict.CONNECT, 1);
      assertFalse(two.isIn(0), "5 in a row");

      two.advance(two.last(Transition.Ejected.class).time());
      two.passProbes();
    }
  }

  @Test
  void aBusyInstanceThatFallsIllIsOutBeforeItsFailuresOutnumberItsGoodDays() {
    var four = HealthFixture.of(4);
    for (int i = 0; i < 500; i++) {
      IntStream.range(0, 4).forEach(peer -> four.report(peer, Verdict.GOOD, 1));
      four.advanceMillis(20);
    }

    int failed = 0;
    while (four.isIn(0)) {
      four.report(0, Verdict.TRANSPORT, 1);
      failed++;
      four.othersDoWell(0, 1);
      four.advanceMillis(20);
    }

    assertTrue(failed <= 60, failed + " failures of 50 a second");
  }

  @Test
  void lateAnswersAreBadWhereSlowIsSaid() {
    var two = HealthFixture.of(2);
    two.othersDoWell(0, 20);

    two.report(0, Verdict.SLOW, 20);

    assertEquals(Cause.SLOW, two.last(Transition.Ejected.class).cause());
  }

  @Test
  void whatSaysNothingIsNotCounted() {
    var two = HealthFixture.of(2);

    two.report(0, Verdict.NOTHING, 1000);

    assertEquals(0, two.state(0).samples());
    assertEquals(Standing.WELL, two.state(0).standing());
  }
}
