package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CalleeTermsTest {

  private static final long SECOND = 1_000_000_000;
  private static final TimeoutSettings JUDGED =
      new TimeoutSettings("test", 0.8, Duration.ofSeconds(1), 1_000);

  private final CalleeTerms terms =
      new CalleeTerms(CalleeSettings.of("bestow-quota"), JUDGED, -SECOND);

  @Test
  void anOperatorsWordIsInForceUntilItIsTakenBack() {
    var settled = terms.timeouts();

    assertEquals(CalleeTerms.Heard.CHANGED, terms.hear(Optional.of("read=150ms")));
    assertEquals(CalleeTerms.Heard.KNOWN, terms.hear(Optional.of("read=150ms")));
    assertEquals(Duration.ofMillis(150), terms.timeouts().read());
    assertEquals(Timeouts.Origin.CONSUL, terms.timeouts().origin());

    assertEquals(CalleeTerms.Heard.CHANGED, terms.hear(Optional.empty()));
    assertEquals(settled, terms.timeouts());
    assertEquals(CalleeTerms.Heard.KNOWN, terms.hear(Optional.empty()));
  }

  @Test
  void aWordThatMakesNoSenseLeavesTheLastGoodOneAndIsToldOnce() {
    terms.hear(Optional.of("read=150ms"));

    assertEquals(CalleeTerms.Heard.REFUSED, terms.hear(Optional.of("read=0ms")));
    assertEquals(CalleeTerms.Heard.REFUSED_AGAIN, terms.hear(Optional.of("read=0ms")));
    assertEquals(CalleeTerms.Heard.REFUSED, terms.hear(Optional.of("read=oops")));

    assertEquals(Duration.ofMillis(150), terms.timeouts().read());
  }

  @Test
  void howCloseTheSlowestThousandthComesIsToldOnceAWindow() {
    window(0, 2_000, 1, 100);
    assertEquals(0.5, terms.share(Step.READ), 0.07);
    // Two in a thousand are slow.
    window(1, 1_998, 4, 190);
    assertEquals(0.95, terms.share(Step.READ), 0.12);
    // One in two thousand is not a thousandth.
    window(2, 1_999, 1, 190);

    assertEquals(0.5, terms.share(Step.READ), 0.07);
  }

  @Test
  void fewCallsAreAddedUpAndForgottenInTheEnd() {
    for (int i = 0; i < 4; i++) {
      window(i, 250, 1, 190);
    }
    assertEquals(0.95, terms.share(Step.READ), 0.12);

    for (int i = 4; i < 14; i++) {
      window(i, 1, 1, 10);
    }

    assertEquals(0, terms.share(Step.READ));
  }

  @Test
  void nearIsToldAtItsShareAndNotAgainUntilItIsClearlyFar() {
    var closeness = new Closeness(JUDGED, 0);
    var timeout = Duration.ofSeconds(1);

    // A bucket's end is up to an eighth above what was counted.
    assertEquals(Optional.empty(), judge(closeness, 1, 650, timeout));
    assertEquals(Optional.of(Closeness.Turn.NEAR), judge(closeness, 2, 830, timeout));
    assertEquals(Optional.empty(), judge(closeness, 3, 830, timeout));
    assertEquals(Optional.empty(), judge(closeness, 4, 720, timeout));
    assertEquals(Optional.of(Closeness.Turn.FAR), judge(closeness, 5, 400, timeout));
    assertEquals(Optional.empty(), judge(closeness, 6, 720, timeout));
  }

  @Test
  void eachStepIsJudgedByItself() {
    window(0, 2_000, 1, 190);

    assertEquals(0, terms.share(Step.CONNECT));
    assertEquals(0, terms.share(Step.TOTAL));
  }

  /// A window with calls of 100 ms, some slower, and an end.
  private void window(int number, int quick, int slow, long slowMillis) {
    long start = -SECOND + number * SECOND;
    for (int i = 0; i < quick; i++) {
      terms.took(Step.READ, 90_000_000, start);
    }
    for (int i = 0; i < slow; i++) {
      terms.took(Step.READ, slowMillis * 1_000_000, start + (i == slow - 1 ? SECOND : 0));
    }
  }

  private static Optional<Closeness.Turn> judge(
      Closeness closeness, int second, long millis, Duration timeout) {
    for (int i = 0; i < 1_000; i++) {
      closeness.count(millis * 1_000_000, (second - 1) * SECOND, timeout);
    }
    return closeness.count(millis * 1_000_000, second * SECOND, timeout);
  }
}
