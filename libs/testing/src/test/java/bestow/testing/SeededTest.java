package bestow.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
final class SeededTest {
  @Test
  void givesEachRunNumbersOfItsOwnAndTheSameEveryTime() {
    assertEquals(100, new HashSet<>(numbers(100)).size());
    assertEquals(numbers(100), numbers(100));
  }

  @Test
  void namesTheSeedThatBreaksTheLawAndReplaysIt() {
    var third = numbers(3).getLast();

    var broken = assertThrows(AssertionError.class, () -> check(third));
    assertTrue(broken.toString().contains("-Dseed=3"), broken.toString());

    System.setProperty("seed", "3");
    try {
      assertEquals(List.of(third), numbers(100));
    } finally {
      System.clearProperty("seed");
    }
  }

  private static void check(long forbidden) {
    Seeded.check(5, random -> assertTrue(random.nextLong() != forbidden));
  }

  private static List<Long> numbers(int runs) {
    var numbers = new ArrayList<Long>();
    Seeded.check(runs, random -> numbers.add(random.nextLong()));
    return numbers;
  }
}
