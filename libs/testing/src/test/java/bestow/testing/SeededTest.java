package bestow.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
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

  @Test
  void threadsThatShareTheSeedsHaveEachOfThemOnce() {
    Set<Long> shared = ConcurrentHashMap.newKeySet();
    var times = new AtomicInteger();

    Seeded.share(
        100,
        3,
        random -> {
          shared.add(random.nextLong());
          times.incrementAndGet();
        });

    assertEquals(new HashSet<>(numbers(100)), shared);
    assertEquals(100, times.get());
  }

  @Test
  void namesTheSharedSeedThatBreaksTheLaw() {
    var third = numbers(3).getLast();

    var broken =
        assertThrows(
            AssertionError.class,
            () -> Seeded.share(100, 3, random -> assertTrue(random.nextLong() != third)));

    assertTrue(broken.toString().contains("-Dseed=3"), broken.toString());
  }

  @Test
  void aBrokenLawIsKnownByItsName() {
    Seeded.breaks("L1", 3, random -> failed(random, "L1: twice"));
    Seeded.breaks("L1", 3, random -> failed(random, random.nextLong() > 0 ? "L1: a" : "L2: b"));

    var never =
        assertThrows(
            AssertionError.class,
            () -> Seeded.breaks("L1", 3, random -> failed(random, "L10: once")));
    assertTrue(never.toString().contains("[L10]"), never.toString());
  }

  @Test
  void aWorldThatEndsByAMistakeOfItsOwnShowsNothing() {
    assertThrows(
        AssertionError.class,
        () ->
            Seeded.breaks(
                "L1",
                3,
                _ -> {
                  throw new IllegalStateException("L1: no law, a mistake");
                }));
  }

  private static void failed(RandomGenerator random, String what) {
    throw new AssertionError("after " + random.nextLong(), new AssertionError(what));
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
