package bestow.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.local.LaunchException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MeshFiguresTest {

  @Test
  void aTurnIsReadAsItIsTold() {
    var turn = turn(3, How.GUARDED_POOL, 9);

    assertEquals(Optional.of(turn), Turn.read(turn.line()));
    assertEquals(Optional.empty(), Turn.read("a warning of somebody else's"));
  }

  @Test
  void aTurnWithoutACallIsNone() {
    assertThrows(IllegalArgumentException.class, () -> new Turn(1, How.BARE, 0, 1));
  }

  @Test
  void overBareIsTheDifferenceWithinARound() {
    var turns =
        List.of(
            turn(0, How.BARE, 10),
            turn(0, How.MESH, 13),
            turn(1, How.MESH, 21),
            turn(1, How.BARE, 20),
            turn(2, How.MESH, 99));

    assertArrayEquals(new double[] {1, 3}, Turn.overBare(turns, How.MESH));
    assertEquals(21, Turn.cpuPerCall(turns, How.MESH));
  }

  @Test
  void thePageTellsHowManyTimesCheaperTheMeshIs() {
    var figures = new MeshFigures("a machine");
    figures.addTurns(
        List.of(
            turn(0, How.BARE, 10),
            turn(0, How.MESH, 12),
            turn(0, How.GUARDED, 17),
            turn(0, How.GUARDED_POOL, 30)));
    figures.addDecisions(List.of(new DecisionCost("pick", 1000, 61.4)));

    var page = figures.text();

    assertTrue(page.contains("\nguarded over bare / mesh over bare: 3.5\n"), page);
    assertTrue(page.contains("\nguarded-pool over bare / mesh over bare: 10.0\n"), page);
    assertTrue(page.lines().anyMatch(line -> line.matches("  pick +1000 +61")), page);
  }

  @Test
  void theMiddleHalfLiesBetweenTheQuarters() {
    var sorted = new double[] {1, 2, 3, 4, 5};

    assertEquals(2, MeshFigures.quarter(sorted, 1));
    assertEquals(4, MeshFigures.quarter(sorted, 3));
    assertEquals(1, MeshFigures.quarter(new double[] {1, 2, 3, 4}, 1));
    assertTrue(Double.isNaN(MeshFigures.quarter(new double[0], 1)));
  }

  @Test
  void aRequestIsWholeOnceItsBodyIs() {
    var request = Hop.request(4711);

    assertTrue(Answerer.isWhole(request, request.length));
    assertFalse(Answerer.isWhole(request, request.length - 1));
    assertFalse(Answerer.isWhole(request, request.length - Hop.BODY.length));
  }

  @Test
  void onlyWhatThereIsCanBeAskedFor() throws LaunchException {
    assertEquals(List.of(What.CLAIM, What.MESH), What.asked(Map.of()));
    assertEquals(List.of(What.MESH), What.asked(Map.of("ONLY", "mesh")));
    var refused = assertThrows(LaunchException.class, () -> What.asked(Map.of("ONLY", "foo")));
    assertEquals("ONLY is claim or mesh, or nothing for both, was foo.", refused.sentence());
  }

  private static Turn turn(int round, How how, long cpuPerCall) {
    return new Turn(round, how, 1_000, 1_000 * cpuPerCall);
  }
}
