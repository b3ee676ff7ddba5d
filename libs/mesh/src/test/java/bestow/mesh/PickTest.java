package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.SpreadSettings.Help;
import bestow.testing.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What the end of an attempt says about the instance it went to, and what it does not.
final class PickTest {

  private final FakeTicker ticker = new FakeTicker();
  private final List<Attempt> went = new ArrayList<>();
  private Health health = health(SpreadSettings.usual());
  private Pick pick = pick(HealthFixture.instance(0), Pick.Counted.WHAT_MATTERS);
  private Criticality criticality = Criticality.COMMIT;

  @Test
  void anAnswerCounts() {
    attempt(1000, 5, Phase.READ, 200);
    attempt(1000, 5, Phase.READ, 500);

    assertEquals(2, samples());
    assertEquals(0.5, success());
  }

  @Test
  void whoHadLessTimeThanMostTakeIsNotBlamed() {
    attempt(1000, 50, Phase.READ, 200);

    attempt(20, 20, Phase.READ, 0);
    attempt(20, 20, Phase.CONNECT, 0);
    assertEquals(1, samples());
    attempt(60, 60, Phase.READ, 0);
    attempt(60, 60, Phase.CONNECT, 0);

    assertEquals(3, samples());
  }

  @Test
  void whoFailsWithTimeLeftIsBlamed() {
    attempt(1000, 50, Phase.READ, 200);

    attempt(1000, 1, Phase.CONNECT, 0);
    attempt(1000, 1, Phase.READ, 0);

    assertEquals(3, samples());
  }

  @Test
  void waitingForAPlaceIsNobodysFault() {
    attempt(1000, 400, Phase.WAIT, 0);

    assertEquals(0, samples());
  }

  @Test
  void whatIsOptionalSpeaksAgainstNobodyButThoseWhoCannotBeConnectedTo() {
    criticality = Criticality.OPTIONAL;
    attempt(1000, 5, Phase.READ, 200);
    attempt(1000, 5, Phase.READ, 500);
    attempt(1000, 5, Phase.READ, 0);
    assertEquals(0, samples());
    attempt(1000, 5, Phase.CONNECT, 0);
    assertEquals(1, samples());

    pick = pick(HealthFixture.instance(0), Pick.Counted.EVERYTHING);
    attempt(1000, 5, Phase.READ, 200);
    attempt(1000, 5, Phase.READ, 500);
    attempt(1000, 5, Phase.READ, 0);

    assertEquals(4, samples());
  }

  @Test
  void whoWasGivenUpIsNotBlamed() {
    Thread.currentThread().interrupt();

    attempt(1000, 50, Phase.READ, 0);

    assertTrue(Thread.interrupted());
    assertEquals(0, samples());
  }

  @Test
  void whatCameOfItIsPassedOnAndItsTimeIsThePace() {
    var outcome = attempt(1000, 40, Phase.READ, 200);

    assertInstanceOf(Outcome.Answered.class, outcome);
    assertEquals(Duration.ofMillis(40).toNanos(), health.pace().nanos());
  }

  /// Scenario 48: one hop, and no way back.
  @Test
  void whatGoesToAnotherPlaneBearsItsMarkAndMayNotBeHandedOn() {
    var both = List.of(Help.BACKUP, Help.NEIGHBOUR);
    for (var help : both) {
      went.clear();
      health = health(SpreadSettings.usual().plane("query", help));
      pick = pick(HealthFixture.instance(0), Pick.Counted.WHAT_MATTERS);

      attempt(1000, 5, Phase.READ, 200);

      var mark = help == Help.BACKUP ? Mark.BACKED_UP : Mark.SPILLED;
      assertEquals(Set.of(mark), went.getFirst().context().marks());
      assertEquals(View.Reach.OWN_PLANE, went.getFirst().wish().reach());
    }

    health = health(SpreadSettings.usual().plane("claim", Help.BACKUP));
    pick = pick(HealthFixture.instance(0), Pick.Counted.WHAT_MATTERS);
    attempt(1000, 5, Phase.READ, 200);
    assertEquals(Set.of(), went.getLast().context().marks());
    assertEquals(View.Reach.ANYWHERE, went.getLast().wish().reach());
  }

  @Test
  void whereNobodyMayBeCalledNothingIsSent() {
    pick = new Pick(new Roster(), health, Pick.Counted.EVERYTHING, ticker::nanos);

    var none = assertInstanceOf(Outcome.NotSent.class, attempt(1000, 5, Phase.READ, 200));

    assertEquals(Phase.WAIT, none.trail().phase());
  }

  private Health health(SpreadSettings spread) {
    var settings = HealSettings.usual().with(spread);
    return new Health(settings, "a", new SplittableRandom(1), _ -> {}, ticker.nanos());
  }

  private Pick pick(Instance only, Pick.Counted counted) {
    return new Pick(Roster.fixed(only), health, counted, ticker::nanos);
  }

  private Outcome attempt(long givenMillis, long tookMillis, Phase phase, int status) {
    var deadline = Deadline.in(Duration.ofMillis(givenMillis), ticker::nanos);
    Next next =
        attempt -> {
          went.add(attempt);
          ticker.advance(Duration.ofMillis(tookMillis));
          var trail = attempt.trail(phase, 0, ticker.nanos());
          if (status > 0) {
            return new Outcome.Answered(status, Headers.none(), new byte[0], trail);
          }
          return phase == Phase.READ
              ? new Outcome.MaybeApplied("silent", trail)
              : new Outcome.NotSent("not sent", trail);
        };
    return CallContext.root(deadline, criticality)
        .call(
            () ->
                pick.call(
                    Attempt.first("peer", Call.post("/x", new byte[1]), ticker.nanos()), next));
  }

  private long samples() {
    return health.states(ticker.nanos()).getFirst().samples();
  }

  private double success() {
    return health.states(ticker.nanos()).getFirst().success().orElseThrow();
  }
}
