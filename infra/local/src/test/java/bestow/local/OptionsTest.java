package bestow.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {
  @Test
  void nothingSaidIsOneOfEachUntilCtrlC() throws LaunchException {
    assertEquals(Options.PLAIN, Options.from(Map.of()));
    assertEquals(Options.PLAIN, Options.from(Map.of("REPLICAS", "", "ONCE", "", "TRACES", "0")));
  }

  @Test
  void whatIsSaidHolds() throws LaunchException {
    var said =
        Map.of("REPLICAS", "2", "ONCE", "1", "TRACES", "1", "STORES", "cluster", "CACHES", "none");

    assertEquals(new Options(2, true, true, true, ClassCaches.NONE), Options.from(said));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "5", "two", "-1", "1.0", "12"})
  void aWrongNumberOfReplicasIsRefusedWithTheValue(String replicas) {
    var refused =
        assertThrows(LaunchException.class, () -> Options.from(Map.of("REPLICAS", replicas)));

    assertTrue(refused.sentence().endsWith("was " + replicas + "."), refused.sentence());
  }

  @Test
  void aSwitchIsOneOrNothing() {
    assertThrows(LaunchException.class, () -> Options.from(Map.of("TRACES", "yes")));
  }

  @Test
  void cachesAreUsedOrNot() throws LaunchException {
    assertEquals(ClassCaches.USED, Options.from(Map.of()).caches());
    assertThrows(LaunchException.class, () -> Options.from(Map.of("CACHES", "yes")));
  }

  @Test
  void storesAreSingleOrClusters() throws LaunchException {
    assertEquals(Options.from(Map.of()), Options.from(Map.of("STORES", "single")));
    assertThrows(LaunchException.class, () -> Options.from(Map.of("STORES", "six")));
  }
}
