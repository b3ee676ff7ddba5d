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
    assertEquals(new Options(1, false, false, false), Options.from(Map.of()));
    assertEquals(
        new Options(1, false, false, false),
        Options.from(Map.of("REPLICAS", "", "ONCE", "", "TRACES", "0")));
  }

  @Test
  void whatIsSaidHolds() throws LaunchException {
    var said = Map.of("REPLICAS", "2", "ONCE", "1", "TRACES", "1", "STORES", "cluster");

    assertEquals(new Options(2, true, true, true), Options.from(said));
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
  void storesAreSingleOrClusters() throws LaunchException {
    assertEquals(Options.from(Map.of()), Options.from(Map.of("STORES", "single")));
    assertThrows(LaunchException.class, () -> Options.from(Map.of("STORES", "six")));
  }
}
