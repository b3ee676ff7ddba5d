package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FigureTest {
  @Test
  void aLimitItselfIsGood() {
    assertTrue(Figure.atMost(3, "", "x", 3).holds());
    assertFalse(Figure.atMost(3, "", "x", 3.001).holds());
    assertTrue(Figure.atLeast(99.9, "%", "x", 99.9).holds());
    assertFalse(Figure.atLeast(99.9, "%", "x", 99.89).holds());
  }

  @Test
  void whatWasNotMeasuredIsNeverGood() {
    assertFalse(Figure.atMost(3, "", "x", Double.NaN).holds());
    assertFalse(Figure.atLeast(3, "", "x", Double.NaN).holds());
    assertEquals("nothing ms", Figure.atMost(3, "ms", "x", Double.NaN).shown());
  }

  @Test
  void theMedianOfTwoIsTheWorse() {
    var most = List.of(Figure.atMost(3, "", "x", 1), Figure.atMost(3, "", "x", 5));
    var least = List.of(Figure.atLeast(3, "", "x", 1), Figure.atLeast(3, "", "x", 5));

    assertEquals(5, Figure.median(most).value());
    assertEquals(1, Figure.median(least).value());
  }

  @Test
  void aRunThatMeasuredNothingIsWorseThanAnyThatDid() {
    var nan = Double.NaN;
    var least =
        List.of(
            Figure.atLeast(3, "", "x", nan),
            Figure.atLeast(3, "", "x", nan),
            Figure.atLeast(3, "", "x", 5));

    assertFalse(Figure.median(least).holds());
    assertFalse(Figure.median(List.of(least.getFirst(), least.getLast())).holds());
  }

  @Test
  void numbersAreShownAsAPersonWritesThem() {
    assertEquals("≥ 99.90 %", Figure.atLeast(99.9, "%", "x", 1).wanted());
    assertEquals("0.666 s", Figure.told("s", "x", 0.6661).shown());
    assertEquals("12,345", Figure.told("", "x", 12_345).shown());
    assertEquals("", Figure.told("", "x", 1).wanted());
  }
}
