package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.FakeTicker;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// When a call is made again, and when not, with scripted attempts. Numbers as in [EjectTest].
final class RetryTest {

  private final FakeTicker ticker = new FakeTicker();
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final Health health = health(HealSettings.usual());
  private final SplittableRandom random = new SplittableRandom(1);
  private RetryGate gate = gate(RetrySettings.usual());

  @Test
  void whatIsNeverToBeRepeatedIsNot() {
    for (var end : List.of(Ends.NOT_SENT, Ends.REFUSED, Ends.IN_DOUBT)) {
      attempts.clear();

      call(Repeat.NEVER, end, end);

      assertEquals(1, attempts.size());
    }
  }

  @Test
  void whatMayHaveBegunIsRepeatedOnlyWhereThatDoesNoHarm() {
    for (var end : List.of(Ends.IN_DOUBT, Ends.BROKEN, Ends.ERROR)) {
      attempts.clear();
      call(Repeat.UNLESS_BEGUN, end, Ends.GOOD);
      assertEquals(1, attempts.size(), end.name());

      attempts.clear();
      var outcome = call(Repeat.HARMLESS, end, Ends.GOOD);
      assertEquals(2, attempts.size(), end.name());
      assertEquals(2, outcome.trail().attempt());
    }
  }

  @Test
  void whatHasNotBegunIsRepeatedAtOnceAtAnotherInstance() {
    for (var end : List.of(Ends.NOT_SENT, Ends.REFUSED)) {
      attempts.clear();

      var outcome = call(Repeat.UNLESS_BEGUN, end, Ends.GOOD);

      assertInstanceOf(Outcome.Answered.class, outcome);
      assertEquals(List.of(1, 2), attempts.stream().map(Attempt::number).toList());
      assertEquals(Optional.empty(), attempts.get(0).avoid());
      assertEquals(Optional.of(HealthFixture.instance(0)), attempts.get(1).wish().avoid());
      assertEquals(Duration.ZERO, pauses.getLast());
    }
  }

  @Test
  void anAnswerIsAnAnswerHoweverItIsLiked() {
    call(Repeat.HARMLESS, Ends.GOOD);
    call(Repeat.HARMLESS, Ends.NOT_FOUND);

    assertEquals(2, attempts.size());
  }

  @Test
  void twoAttemptsAreAllThereAre() {
    var outcome = call(Repeat.HARMLESS, Ends.NOT_SENT, Ends.IN_DOUBT);

    assertEquals(2, attempts.size());
    assertInstanceOf(Outcome.MaybeApplied.class, outcome);
  }

  /// Scenario 41.
  @Test
  void whatIsLeftOfTheTimeIsAllThatARepeatHas() {
    health.pace().took(Duration.ofMillis(50).toNanos());
    call(Repeat.HARMLESS, took(Ends.NOT_SENT, 300), Ends.GOOD);
    assertEquals(2, attempts.size());
    long end = attempts.getFirst().startNanos() + Duration.ofMillis(500).toNanos();
    assertEquals(end, attempts.getLast().context().deadline().atNanos());

    attempts.clear();
    call(Repeat.HARMLESS, took(Ends.NOT_SENT, 460), Ends.GOOD);

    assertEquals(1, attempts.size(), "40 ms are less than most calls take");
  }

  @Test
  void whereSomebodyAboveRepeatsItOnlyWhatIsNoBurdenIsRepeatedHere() {
    var below = CallContext.root(later(), Criticality.COMMIT).marked(Mark.REPEATED_ABOVE);
    for (var end : List.of(Ends.IN_DOUBT, Ends.REFUSED, Ends.ERROR)) {
      attempts.clear();
      below.call(() -> within(Repeat.HARMLESS, List.of(took(end, 1), took(Ends.GOOD, 1))));
      assertEquals(1, attempts.size(), end.name());
    }

    attempts.clear();
    below.call(() -> within(Repeat.HARMLESS, List.of(took(Ends.NOT_SENT, 1), took(Ends.GOOD, 1))));
    assertEquals(2, attempts.size());
  }

  @Test
  void whoeverIsCalledIsToldThatItIsRepeatedAbove() {
    call(Repeat.HARMLESS, Ends.GOOD);
    call(Repeat.UNLESS_BEGUN, Ends.GOOD);

    assertEquals(Set.of(Mark.REPEATED_ABOVE), attempts.getFirst().context().marks());
    assertEquals(Set.of(), attempts.getLast().context().marks());
  }

  @Test
  void anInterruptEndsItAndStaysSet() {
    Thread.currentThread().interrupt();

    call(Repeat.HARMLESS, Ends.NOT_SENT, Ends.GOOD);

    assertTrue(Thread.interrupted());
    assertEquals(1, attempts.size());
  }

  /// Scenario 39: nobody may be called, so nobody else may be either.
  @Test
  void whereNoInstanceWasChosenThereIsNoFreeRepeat() {
    gate = gate(RetrySettings.usual().budget(0, 0, 0));

    call(Repeat.HARMLESS, Ends.NOBODY, Ends.GOOD);

    assertEquals(1, attempts.size());
  }

  /// Scenario 38.
  @Test
  void aDeadInstanceNeitherClosesTheGateNorEmptiesTheBudget() {
    gate = gate(RetrySettings.usual().budget(0, 0, 0));

    for (int i = 0; i < 1000; i++) {
      attempts.clear();
      call(Repeat.UNLESS_BEGUN, Ends.NOT_SENT, Ends.GOOD);
      assertEquals(2, attempts.size());
    }
    assertTrue(gate.isOpen());
  }

  /// Scenario 37.
  @Test
  void theFirstRepeatOfWhatWasNotSentIsFreeAndTheNextIsNot() {
    gate = gate(RetrySettings.usual().gate(3, 0.9).budget(0, 0, 0));

    call(Repeat.HARMLESS, Ends.NOT_SENT, Ends.NOT_SENT, Ends.GOOD);

    assertEquals(2, attempts.size());
  }

  /// Scenario 35.
  @Test
  void nothingIsRepeatedWhileTooManyFirstAttemptsFail() {
    for (int i = 0; i < 90; i++) {
      call(Repeat.HARMLESS, Ends.GOOD);
    }
    for (int i = 0; i < 10; i++) {
      call(Repeat.NEVER, Ends.IN_DOUBT);
    }
    attempts.clear();
    call(Repeat.NEVER, Ends.GOOD);
    assertTrue(gate.isOpen());
    call(Repeat.HARMLESS, Ends.IN_DOUBT, Ends.GOOD);
    assertEquals(2, attempts.size(), "89 % go well");
  }

  @Test
  void theGateOpensAgainOnlyWellAboveWhereItCloses() {
    for (int i = 0; i < 79; i++) {
      call(Repeat.NEVER, Ends.GOOD);
    }
    for (int i = 0; i < 11; i++) {
      call(Repeat.NEVER, Ends.IN_DOUBT);
    }
    assertEquals(false, gate.isOpen());

    for (int i = 0; i < 129; i++) {
      call(Repeat.NEVER, Ends.GOOD);
      assertEquals(false, gate.isOpen(), i + " more that go well");
    }
    call(Repeat.NEVER, Ends.GOOD);

    assertTrue(gate.isOpen(), "95 % of 220");
  }

  @Test
  void whatRepeatsComeToDoesNotOpenTheGate() {
    for (int i = 0; i < 100; i++) {
      call(Repeat.HARMLESS, Ends.IN_DOUBT, Ends.GOOD);
    }

    assertEquals(0, gate.success(ticker.nanos()).orElseThrow());
    assertTrue(attempts.size() < 125, attempts.size() + " attempts of 100 calls");
  }

  /// Scenario 23.
  @Test
  void nobodyKnowsBeforeTwentyCallsAndOldOnesAreForgotten() {
    for (int i = 0; i < 19; i++) {
      call(Repeat.NEVER, Ends.IN_DOUBT);
    }
    assertTrue(gate.isOpen());
    call(Repeat.NEVER, Ends.IN_DOUBT);
    assertEquals(false, gate.isOpen());

    ticker.advance(Duration.ofSeconds(11));
    call(Repeat.NEVER, Ends.GOOD);

    assertTrue(gate.isOpen());
  }

  private Outcome call(Repeat repeat, Ends... ends) {
    var all = new ArrayList<Function<Attempt, Outcome>>();
    for (var end : ends) {
      all.add(took(end, 1));
    }
    return call(repeat, all);
  }

  private Outcome call(Repeat repeat, Function<Attempt, Outcome> first, Ends second) {
    return call(repeat, List.of(first, took(second, 1)));
  }

  private Outcome call(Repeat repeat, List<Function<Attempt, Outcome>> ends) {
    return CallContext.root(later(), Criticality.COMMIT).call(() -> within(repeat, ends));
  }

  private Outcome within(Repeat repeat, List<Function<Attempt, Outcome>> ends) {
    var retry =
        new Retry(
            CalleeTerms.of(CalleeSettings.of("peer")),
            gate,
            health,
            new Sight("peer", OpenTelemetry.noop()),
            new Retry.Clock(ticker::nanos, this::pause));
    int before = attempts.size();
    return retry.call(
        Attempt.first("peer", Call.post("/x", new byte[1]).repeat(repeat), ticker.nanos()),
        attempt -> {
          attempts.add(attempt);
          return ends.get(attempts.size() - before - 1).apply(attempt);
        });
  }

  private Deadline later() {
    return Deadline.in(Duration.ofSeconds(9), ticker::nanos);
  }

  private Function<Attempt, Outcome> took(Ends end, long millis) {
    return attempt -> {
      ticker.advance(Duration.ofMillis(millis));
      var to = end == Ends.NOBODY ? attempt : attempt.to(HealthFixture.instance(0));
      var phase = end == Ends.NOBODY ? Phase.WAIT : Phase.CONNECT;
      return end.outcome(to.trail(phase, 0, ticker.nanos()));
    };
  }

  private void pause(long nanos) {
    pauses.add(Duration.ofNanos(nanos));
    ticker.advance(Duration.ofNanos(nanos));
  }

  private RetryGate gate(RetrySettings settings) {
    return new RetryGate(settings, random, _ -> {}, ticker.nanos());
  }

  private Health health(HealSettings settings) {
    var two = new Health(settings, "a", new SplittableRandom(1), _ -> {}, ticker.nanos());
    two.list(List.of(HealthFixture.instance(0), HealthFixture.instance(1)), ticker.nanos());
    return two;
  }
}
