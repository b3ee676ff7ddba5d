package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// How long good answers are taken to take.
final class PaceTest {

  private final Pace pace = new Pace();

  @Test
  void thereIsNoneBeforeTheFirstAnswerWhichIsTakenAsItIs() {
    assertEquals(0, pace.nanos());

    pace.took(40_000);
    assertEquals(40_000, pace.nanos());

    var none = new Pace();
    none.took(0);
    assertEquals(1, none.nanos());
  }

  @Test
  void laterAnswersRaiseItAndSoonerOnesLowerItLittleByLittle() {
    pace.took(1_000_000);

    pace.took(1_000_001);
    assertEquals(1_047_500, pace.nanos());
    pace.took(1_047_500);

    assertEquals(1_044_881, pace.nanos(), "what is as long as it is no later");
  }

  @Test
  void ninetyFiveOfAHundredStayBelowIt() {
    var random = new SplittableRandom(1);
    int above = 0;
    for (int i = 0; i < 20_000; i++) {
      long took = 1_000_000 + random.nextLong(1_000_000);
      above += i >= 1000 && took > pace.nanos() ? 1 : 0;
      pace.took(took);
    }

    assertTrue(above > 0.03 * 19_000 && above < 0.08 * 19_000, above + " of 19000 were later");
  }
}
