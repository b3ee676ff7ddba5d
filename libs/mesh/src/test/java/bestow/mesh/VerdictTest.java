package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bestow.mesh.Transition.Cause;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the end of an attempt says about the instance that it went to.
final class VerdictTest {

  private static final Duration SLOW = Duration.ofMillis(100);

  @ParameterizedTest
  @CsvSource({
    "200, 100, GOOD",
    "200, 101, SLOW",
    "404, 5, GOOD",
    "404, 101, SLOW",
    "428, 5, GOOD",
    "429, 5, APPLICATION",
    "430, 5, GOOD",
    "499, 5, GOOD",
    "500, 5, APPLICATION",
    "503, 101, APPLICATION"
  })
  void anAnswerIsGoodUnlessItIsAnErrorOrTooMuchOrTooLate(int status, int millis, Verdict verdict) {
    var answered =
        new Outcome.Answered(status, Headers.none(), new byte[0], trail(Phase.READ, millis));

    assertEquals(verdict, Verdict.of(answered, SLOW));
  }

  @Test
  void whereSlowIsNotSaidNothingIs() {
    var answered =
        new Outcome.Answered(200, Headers.none(), new byte[0], trail(Phase.READ, 1 << 20));

    assertEquals(Verdict.GOOD, Verdict.of(answered, Duration.ZERO));
  }

  @Test
  void whatWasNotSentSpeaksAgainstItByHowFarItCame() {
    var expected =
        Map.of(
            Phase.WAIT, Verdict.NOTHING,
            Phase.CONNECT, Verdict.CONNECT,
            Phase.WRITE, Verdict.TRANSPORT,
            Phase.READ, Verdict.TRANSPORT);
    expected.forEach(
        (phase, verdict) ->
            assertEquals(
                verdict, Verdict.of(new Outcome.NotSent("", trail(phase, 1)), SLOW), phase.name()));

    var late = trail(Phase.READ, 500);
    assertEquals(Verdict.TRANSPORT, Verdict.of(new Outcome.MaybeApplied("", late), SLOW));
    assertEquals(Verdict.TRANSPORT, Verdict.of(new Outcome.Unreadable(200, "", late), SLOW));
    assertEquals(
        Verdict.APPLICATION, Verdict.of(new Outcome.Refused(Optional.empty(), late), SLOW));
  }

  @Test
  void eachIsSomebodysFaultOrNobodys() {
    assertEquals(Cause.SLOW, Verdict.SLOW.cause());
    assertEquals(Cause.APPLICATION, Verdict.APPLICATION.cause());
    assertEquals(Cause.TRANSPORT, Verdict.TRANSPORT.cause());
    assertEquals(Cause.CONNECT, Verdict.CONNECT.cause());
    assertThrows(IllegalStateException.class, Verdict.GOOD::cause);
    assertThrows(IllegalStateException.class, Verdict.NOTHING::cause);
    for (var verdict : Verdict.values()) {
      assertEquals(verdict != Verdict.GOOD && verdict != Verdict.NOTHING, verdict.bad());
      assertEquals(verdict != Verdict.CONNECT && verdict != Verdict.NOTHING, verdict.reached());
    }
  }

  private static Trail trail(Phase phase, long millis) {
    var instance = Optional.of(HealthFixture.instance(0));
    return new Trail("peer", instance, 1, phase, 0, Duration.ofMillis(millis));
  }
}
