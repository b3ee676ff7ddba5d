package bestow.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Seeded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Bundles are given whole or not at all, in as many worlds as `-Dsimulation.bundles=` asks for;
/// and each of the protocol's guards is one: without it its law breaks.
final class BundleSimulationTest {
  private static final System.Logger LOG = System.getLogger(BundleSimulationTest.class.getName());

  private static final int WORLDS = Integer.getInteger("simulation.bundles", 1_000);
  private static final int WORLDS_OF_A_SHORTCUT = 500;

  /// A run in which one of these never happened has shown nothing about it.
  private static final List<String> EVERYTHING =
      List.of(
          "delivered",
          "refused",
          "order delivered",
          "order revoked",
          "order refused",
          "order void",
          "order presumed");

  @Test
  void everyBundleIsGivenWholeOrNotAtAll() {
    Map<String, Integer> seen = new HashMap<>();

    Seeded.check(
        WORLDS,
        random ->
            new BundleWorld(random, BundleShortcut.NONE)
                .live()
                .forEach((what, times) -> seen.merge(what, times, Integer::sum)));

    LOG.log(System.Logger.Level.INFO, "{0} worlds: {1}", WORLDS, seen);
    assertTrue(
        System.getProperty("seed") != null || seen.keySet().containsAll(EVERYTHING),
        () -> "saw " + seen);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void noGuardCanBeTakenAway(BundleShortcut shortcut) {
    Seeded.breaks(
        shortcut.law(), WORLDS_OF_A_SHORTCUT, random -> new BundleWorld(random, shortcut).live());
  }
}
