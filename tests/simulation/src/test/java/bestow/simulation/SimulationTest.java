package bestow.simulation;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Seeded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The laws of the whole protocol, in as many worlds as `-Dsimulation.claims=` asks for; and that
/// each of its guards is one: without it a law breaks.
final class SimulationTest {
  private static final System.Logger LOG = System.getLogger(SimulationTest.class.getName());

  private static final int CLAIMS = Integer.getInteger("simulation.claims", 40_000);
  private static final int CLAIMS_OF_A_WORLD = 40;
  private static final int WORLDS_OF_A_SHORTCUT = 500;

  /// A run in which one of these never happened has shown nothing about it.
  private static final List<String> EVERYTHING =
      List.of(
          "Held",
          "SoldOut",
          "LimitReached",
          "Silent",
          "promised",
          "delivered",
          "refused",
          "presumed",
          "void");

  @Test
  void theLawsHoldInEveryWorldAndEveryOrderComesToItsEnd() {
    Map<String, Integer> seen = new HashMap<>();

    Seeded.check(
        Math.max(1, CLAIMS / CLAIMS_OF_A_WORLD),
        random ->
            new World(random, Shortcut.NONE)
                .live(CLAIMS_OF_A_WORLD)
                .forEach((what, times) -> seen.merge(what, times, Integer::sum)));

    LOG.log(System.Logger.Level.INFO, "{0} claims: {1}", CLAIMS, seen);
    assertTrue(
        System.getProperty("seed") != null || seen.keySet().containsAll(EVERYTHING),
        () -> "saw " + seen);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void noGuardCanBeTakenAway(Shortcut shortcut) {
    assertThrows(
        AssertionError.class,
        () ->
            Seeded.check(
                WORLDS_OF_A_SHORTCUT,
                random -> new World(random, shortcut).live(CLAIMS_OF_A_WORLD)),
        () -> shortcut + " went unnoticed");
  }
}
