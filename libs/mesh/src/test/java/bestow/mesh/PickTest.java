package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.testing.FakeTicker;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What the end of an attempt says about the instance it went to, and what it does not.
final class PickTest {

  private final FakeTicker ticker = new FakeTicker();
  private final Health health =
      new Health(HealSettings.usual(), "a", new SplittableRandom(1), _ -> {}, ticker.nanos());
  private final Pick pick =
      new Pick(
          Roster.fixed(HealthFixture.instance(0)),
          health,
          Pick.Counted.WHAT_MATTERS,
          ticker::nanos);

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

  private void attempt(long givenMillis, long tookMillis, Phase phase, int status) {
    var deadline = Deadline.in(Duration.ofMillis(givenMillis), ticker::nanos);
    CallContext.root(deadline, Criticality.COMMIT)
        .run(
            () -> {
              var first = Attempt.first("peer", Call.post("/x", new byte[1]), ticker.nanos());
              var _ =
                  pick.call(
                      first,
                      attempt -> {
                        ticker.advance(Duration.ofMillis(tookMillis));
                        var trail = attempt.trail(phase, 0, ticker::nanos);
                        if (status > 0) {
                          return new Outcome.Answered(status, Headers.none(), new byte[0], trail);
                        }
                        return phase == Phase.READ
                            ? new Outcome.MaybeApplied("silent", trail)
                            : new Outcome.NotSent("not sent", trail);
                      });
            });
  }

  private long samples() {
    return health.states(ticker.nanos()).getFirst().samples();
  }

  private double success() {
    return health.states(ticker.nanos()).getFirst().success().orElseThrow();
  }
}
