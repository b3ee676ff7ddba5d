package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What an optional step may cost, with scripted attempts.
final class BypassTest {

  private static final BypassSettings TWO = new BypassSettings(Duration.ofMillis(20), 2, 0.5);

  private final FakeTicker ticker = new FakeTicker();
  private final List<Attempt> let = new ArrayList<>();
  private final Recorded recorded = new Recorded();
  private final Bypass bypass =
      new Bypass(TWO, new Sight("peer", recorded.telemetry()), ticker::nanos);

  @AfterEach
  void close() {
    recorded.close();
  }

  @Test
  void aStepIsOptionalAndHasSoMuchTimeAndNoMoreThanItsCallerHas() {
    var outcome = call(Ends.GOOD, 9000);
    call(Ends.GOOD, 5);

    assertInstanceOf(Outcome.Answered.class, outcome);
    assertEquals(Criticality.OPTIONAL, let.getFirst().context().criticality());
    assertEquals(20_000_000, let.getFirst().context().deadline().atNanos() - ticker.nanos());
    assertEquals(5_000_000, let.getLast().context().deadline().atNanos() - ticker.nanos());
  }

  @Test
  void whileMostComeToNothingOneOfTenIsMadeToSeeWhetherThatIsOver() {
    calls(10, Ends.GOOD);
    calls(10, Ends.ERROR);
    assertEquals(20, let.size(), "half go well");

    calls(1, Ends.IN_DOUBT);
    calls(9, Ends.GOOD);
    assertEquals(21, let.size(), "nine are left out");
    var made = call(Ends.GOOD, 9000);

    assertInstanceOf(Outcome.Answered.class, made);
    assertEquals(22, let.size(), "the tenth is not");
    calls(5, Ends.GOOD);
    assertEquals(27, let.size(), "and half go well again");
  }

  @Test
  void whatIsLeftOutIsNotSentAndSaysWhy() {
    calls(20, Ends.REFUSED);

    var left = assertInstanceOf(Outcome.NotSent.class, call(Ends.GOOD, 9000));

    assertEquals("The optional call of peer was left out: most calls come to nothing", left.why());
    assertEquals(Phase.WAIT, left.trail().phase());
    assertEquals(21, counted(), "twenty that failed, and one that was left out");
  }

  @Test
  void nobodyKnowsBeforeTwentyAndWhatIsOldIsForgotten() {
    calls(19, Ends.NOT_SENT);
    calls(1, Ends.NOT_SENT);
    assertEquals(20, let.size());
    calls(1, Ends.NOT_SENT);
    assertEquals(20, let.size());

    ticker.advance(Duration.ofSeconds(11));
    calls(1, Ends.GOOD);

    assertEquals(21, let.size());
  }

  @Test
  void aPlaceIsFreeAgainHoweverTheStepEnds() {
    for (int i = 0; i < 3; i++) {
      assertThrows(
          IllegalStateException.class,
          () ->
              context(9000)
                  .call(
                      () ->
                          bypass.call(
                              first(),
                              _ -> {
                                throw new IllegalStateException("broken");
                              })));
    }
    calls(3, Ends.GOOD);

    assertEquals(3, let.size());
  }

  @Test
  void noMoreAreUnderWayThanMay() {
    var inner = new ArrayList<Outcome>();
    var outer =
        context(9000)
            .call(
                () ->
                    bypass.call(
                        first(),
                        attempt -> {
                          var second =
                              bypass.call(
                                  first(),
                                  again -> {
                                    inner.add(call(Ends.GOOD, 9000));
                                    return Ends.GOOD.outcome(trail(again));
                                  });
                          inner.add(second);
                          return Ends.GOOD.outcome(trail(attempt));
                        }));

    var third = assertInstanceOf(Outcome.NotSent.class, inner.getFirst());
    assertTrue(third.why().endsWith("2 are under way already"), third.why());
    assertInstanceOf(Outcome.Answered.class, inner.getLast());
    assertInstanceOf(Outcome.Answered.class, outer);
    assertEquals(1, counted());
    assertSame(Criticality.COMMIT, context(1).criticality(), "its caller's is what it was");
  }

  private void calls(int times, Ends end) {
    for (int i = 0; i < times; i++) {
      var _ = call(end, 9000);
    }
  }

  private Outcome call(Ends end, long givenMillis) {
    return context(givenMillis)
        .call(
            () ->
                bypass.call(
                    first(),
                    attempt -> {
                      let.add(attempt);
                      return end.outcome(trail(attempt));
                    }));
  }

  private Attempt first() {
    return Attempt.first("peer", Call.post("/x", new byte[1]), ticker.nanos());
  }

  private Trail trail(Attempt attempt) {
    return attempt.trail(Phase.READ, 0, ticker.nanos());
  }

  private CallContext context(long givenMillis) {
    var deadline = Deadline.in(Duration.ofMillis(givenMillis), ticker::nanos);
    return CallContext.root(deadline, Criticality.COMMIT);
  }

  private long counted() {
    return recorded.metric("bestow.mesh.bypassed").getLongSumData().getPoints().stream()
        .mapToLong(point -> point.getValue())
        .sum();
  }
}
