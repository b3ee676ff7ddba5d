package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.drills.Answers.One;
import bestow.drills.Answers.Span;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnswersTest {
  private static final long SECOND = 1_000_000_000L;

  private final Answers answers = new Answers();

  @Test
  void deliveredAndPromisedAreGoodAndNothingElseIs() {
    for (int status : new int[] {200, 202, 503, 429, 0}) {
      answers.add(new One("u", 0, 1, status, ""));
    }

    assertEquals(40, answers.percent(new Span(0, 1)));
    assertEquals(3, answers.failed(new Span(0, 1)));
  }

  @Test
  void anOrderIsOneHoweverOftenItIsTold() {
    for (var order : List.of("a", "a", "", "b", "")) {
      answers.add(new One("u", 0, 1, 200, order));
    }

    assertEquals(2, answers.orders());
    assertEquals("b", answers.newestOrder().orElseThrow().order());
  }

  @Test
  void aStretchHasItsBeginningAndNotItsEnd() {
    answers.add(new One("u", SECOND, 1, 200, "a"));
    answers.add(new One("u", 2 * SECOND, 1, 200, "b"));

    assertEquals(1, answers.count(new Span(SECOND, 2 * SECOND), One::isGood));
    assertEquals(0.5, answers.throughput(new Span(0, 2 * SECOND)));
  }

  @Test
  void whatIsDueRightAfterAFaultIsSpared() {
    for (int tenth = 0; tenth < 100; tenth++) {
      long due = tenth * SECOND / 10;
      boolean afterFault = tenth >= 50 && tenth < 70;
      answers.add(new One("u", due, 1, afterFault || tenth == 20 ? 503 : 200, ""));
    }

    var grace = Duration.ofSeconds(2);
    assertEquals(100.0 * 79 / 80, answers.percentBut(grace, List.of(5 * SECOND), 10 * SECOND));
    assertEquals(100.0 * 79 / 100, answers.percentBut(grace, List.of(), 10 * SECOND));
    assertEquals(100.0 * 19 / 20, answers.percentBut(grace, List.of(), 2 * SECOND + 1), 1.0);
  }

  @Test
  void whatIsUnderWayAtAFaultIsSparedTooButNotWhatEndedBeforeOrLongAfter() {
    answers.add(new One("before", SECOND, SECOND / 2, 503, ""));
    answers.add(new One("in it", SECOND, SECOND + 1, 0, ""));
    answers.add(new One("across it", SECOND, 4 * SECOND, 200, ""));

    var fault = List.of(2 * SECOND);
    assertEquals(50, answers.percentBut(Duration.ofSeconds(2), fault, 10 * SECOND));
  }

  @Test
  void theNinetyNinthOfAHundredIsAtTheVeryEnd() {
    for (int i = 1; i <= 100; i++) {
      answers.add(new One("u", 0, i * 1_000_000L, 200, ""));
    }

    assertEquals(100, answers.millis(0.99, new Span(0, 1)));
    assertEquals(51, answers.millis(0.5, new Span(0, 1)));
  }

  @Test
  void withoutClaimsThereIsNoFigureAndNoCalm() {
    var nothing = new Span(0, SECOND);

    assertTrue(Double.isNaN(answers.percent(nothing)));
    assertTrue(Double.isNaN(answers.millis(0.99, nothing)));
    assertFalse(answers.isCalm(nothing));
  }

  @Test
  void anOrderThatWasAnsweredTwiceIsOneOrder() {
    answers.add(new One("u", 0, 1, 200, "a"));
    answers.add(new One("u", 1, 1, 200, "a"));
    answers.add(new One("u", 2, 1, 202, "b"));

    assertEquals(List.of("a"), answers.delivered());
  }
}
