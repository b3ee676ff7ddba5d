package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Seeded;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is believed of a registry that may have lost its memory.
final class BeliefTest {

  private static final Duration HOLD = Duration.ofSeconds(30);
  private static final long SECOND = 1_000_000_000;
  private static final long NOW = -5 * SECOND;

  private static List<Instance> from(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(number -> MeshFixture.instance(1_000 + number))
        .toList();
  }

  @Test
  void nobodyIsNeverBelieved() {
    var belief = Belief.in(from(0, 1));
    for (int i = 0; i < 100; i++) {
      belief = belief.after(List.of(), HOLD, NOW + i * SECOND * 60);
    }

    assertEquals(Belief.in(from(0, 1)), belief);
    assertEquals(Belief.nothing(), Belief.nothing().after(List.of(), HOLD, NOW));
  }

  @Test
  void halfOfThemIsBelievedAndFewerOnlyAfterAWhile() {
    var ten = Belief.in(from(0, 10));
    assertEquals(Belief.in(from(0, 5)), ten.after(from(0, 5), HOLD, NOW));

    var doubted = ten.after(from(0, 4), HOLD, NOW);

    assertTrue(doubted.isDoubted());
    assertEquals(new HashSet<>(from(0, 10)), new HashSet<>(doubted.instances()));
    var still = doubted.after(from(0, 4), HOLD, NOW + 30 * SECOND - 1);
    assertTrue(still.isDoubted());
    assertEquals(Belief.in(from(0, 4)), still.after(from(0, 4), HOLD, NOW + 30 * SECOND));
  }

  @Test
  void aLossThatGoesByLeavesNothingBehind() {
    var doubted = Belief.in(from(0, 10)).after(from(0, 1), HOLD, NOW);

    var back = doubted.after(from(0, 9), HOLD, NOW + SECOND);

    assertEquals(Belief.in(from(0, 9)), back);
    var again = back.after(from(0, 1), HOLD, NOW + 60 * SECOND);
    assertTrue(again.after(from(0, 1), HOLD, NOW + 61 * SECOND).isDoubted());
  }

  @Test
  void whoeverIsNewIsBelievedAtOnceAlsoInDoubt() {
    var doubted = Belief.in(from(0, 10)).after(from(20, 2), HOLD, NOW);

    assertEquals(12, doubted.instances().size());
    assertTrue(doubted.instances().containsAll(from(20, 2)));
  }

  @Test
  void aRollOutOfAllNewInstancesIsNoLoss() {
    assertEquals(Belief.in(from(20, 10)), Belief.in(from(0, 10)).after(from(20, 10), HOLD, NOW));
  }

  @Test
  void anInstanceThatMovedIsThereOnceUnderItsNewAddress() {
    var moved = new Instance(from(0, 1).getFirst().id(), "10.0.0.9", 9, Place.unknown());

    var doubted = Belief.in(from(0, 10)).after(List.of(moved), HOLD, NOW);

    assertEquals(10, doubted.instances().size());
    assertTrue(doubted.instances().contains(moved));
  }

  @Test
  void ofFewInstancesEachLossIsBelieved() {
    assertEquals(Belief.in(from(0, 1)), Belief.in(from(0, 3)).after(from(0, 1), HOLD, NOW));
  }

  @Test
  void withoutAHoldEveryLossButTheLastIsBelieved() {
    assertEquals(
        Belief.in(from(0, 1)), Belief.in(from(0, 10)).after(from(0, 1), Duration.ZERO, NOW));
  }

  @Tag("long")
  @Test
  void whateverIsSaidNobodyIsForgottenWhoIsListedAndTheListIsNeverEmptyAgain() {
    Seeded.check(
        300,
        random -> {
          var belief = Belief.nothing();
          long now = NOW;
          for (int i = 0; i < 100; i++) {
            var said = from(random.nextInt(20), random.nextInt(30));
            now += random.nextLong(20 * SECOND);
            var before = belief;
            belief = before.after(said, HOLD, now);
            assertTrue(belief.instances().containsAll(said));
            assertFalse(belief.instances().isEmpty() && !before.instances().isEmpty());
            var ids = new HashSet<>(belief.instances().stream().map(Instance::id).toList());
            assertEquals(belief.instances().size(), ids.size());
          }
        });
  }
}
