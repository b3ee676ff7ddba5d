package bestow.mesh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Spill.Side;
import bestow.mesh.Spill.Zone;
import bestow.testing.Seeded;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How much goes where: zones, a backup, a neighbour.
final class SpillTest {

  /// Scenario 31.
  @Test
  void fourCallersBesideOneInstanceLoadItNoMoreThanTheOthersAre() {
    var zones = List.of(new Zone("a", 4, 1), new Zone("b", 1, 4));

    assertArrayEquals(new double[] {0.25, 0.75}, Spill.zones("a", zones), 1e-9);
    assertArrayEquals(new double[] {0, 1}, Spill.zones("b", zones), 1e-9);
    assertLoadsAlike(zones);
  }

  /// Scenario 32.
  @Test
  void aZoneWithoutInstancesGoesWhereThereIsRoomAndOneWithoutCallersTakesIt() {
    var zones = List.of(new Zone("a", 1, 1), new Zone("b", 1, 0), new Zone("c", 0, 1));

    assertArrayEquals(new double[] {1, 0, 0}, Spill.zones("a", zones), 1e-9);
    assertArrayEquals(new double[] {0, 0, 1}, Spill.zones("b", zones), 1e-9);
  }

  /// Scenario 33: with what each zone's callers need, instead of what its instances are said to
  /// carry. As even as there, and less of it leaves its zone.
  @Test
  void aHotZoneGivesAwayWhatIsTooMuchForItAndNoMore() {
    var hot = List.of(new Zone("a", 7, 10), new Zone("b", 3, 10), new Zone("c", 4, 10));
    var even = List.of(new Zone("a", 4.5, 10), new Zone("b", 4.5, 10), new Zone("c", 4.5, 10));

    assertArrayEquals(new double[] {0.667, 0.238, 0.095}, Spill.zones("a", hot), 1e-3);
    assertArrayEquals(new double[] {0, 1, 0}, Spill.zones("b", hot), 1e-9);
    assertArrayEquals(new double[] {1, 0, 0}, Spill.zones("a", even), 1e-9);
    assertLoadsAlike(hot);
  }

  @Test
  void whateverTheZonesTheSharesAreOneAndWhereCallersAndInstancesMeetTheLoadsAreAlike() {
    Seeded.check(
        500,
        random -> {
          var zones = new ArrayList<Zone>();
          for (int i = 0; i < 1 + random.nextInt(5); i++) {
            zones.add(new Zone("z" + i, 1 + random.nextInt(9), random.nextInt(9)));
          }
          if (zones.stream().mapToDouble(Zone::capacity).sum() == 0) {
            zones.set(0, new Zone("z0", 1, 1));
          }

          for (var zone : zones) {
            double sum = 0;
            for (double share : Spill.zones(zone.name(), zones)) {
              assertTrue(share >= 0 && share <= 1 + 1e-9, zones::toString);
              sum += share;
            }
            assertEquals(1, sum, 1e-9, zones::toString);
          }
          assertLoadsAlike(zones);
        });
  }

  @Test
  void aCallerInAZoneOfItsOwnGoesToAllByWhatTheyCan() {
    var zones = List.of(new Zone("a", 1, 1), new Zone("b", 3, 3));

    assertArrayEquals(new double[] {0.25, 0.75}, Spill.zones("d", zones), 1e-9);
  }

  /// Scenario 29.
  @ParameterizedTest
  @CsvSource({"72, 100", "71, 99.4", "50, 70", "25, 35", "0, 0"})
  void theBackupTakesWhatThePrimaryCannot(double well, double primary) {
    double share = Spill.toBackup(new Side(100, well, 0.6), new Side(100, 100, 0.6));

    assertEquals(primary, 100 * (1 - share), 0.01);
  }

  /// Scenario 30.
  @ParameterizedTest
  @CsvSource({"25, 25, 50", "5, 65, 92.9", "0, 0, 0"})
  void whereBothAreWeakEachTakesItsPart(double well, double backup, double share) {
    double taken = Spill.toBackup(new Side(100, well, 0.6), new Side(100, backup, 0.6));

    assertEquals(share, 100 * taken, 0.05);
  }

  /// Scenario 48.
  @Test
  void theNeighbourTakesNoMoreThanItHasRoomForNorThanItMay() {
    var light = new Side(10, 4, 0.6);

    assertEquals(4 / 6.0, Spill.room(light, new Side(20, 20, 0.7), 0.2), 1e-9);
    assertEquals(1 / 6.0, Spill.room(light, new Side(5, 5, 0.7), 0.2), 1e-9);
    assertEquals(0, Spill.room(light, new Side(20, 12, 0.7), 0.2), 1e-9);
    assertEquals(0, Spill.room(new Side(0, 0, 0.6), new Side(9, 9, 0.1), 0.2), 1e-9);
  }

  /// Scenario 48.
  @Test
  void whatASideCannotCarryIsTooMuch() {
    assertEquals(0.4, Spill.over(new Side(10, 4, 0.6)), 1e-9);
    assertEquals(0, Spill.over(new Side(10, 7, 0.6)), 1e-9);
    assertEquals(0, Spill.over(new Side(0, 0, 0.6)), 1e-9);
  }

  private static void assertLoadsAlike(List<Zone> zones) {
    var loads = new double[zones.size()];
    for (var zone : zones) {
      var shares = Spill.zones(zone.name(), zones);
      for (int i = 0; i < loads.length; i++) {
        loads[i] += zone.demand() * shares[i];
      }
    }
    double demand = zones.stream().mapToDouble(Zone::demand).sum();
    double capacity = zones.stream().mapToDouble(Zone::capacity).sum();
    for (int i = 0; i < loads.length; i++) {
      assertEquals(demand / capacity * zones.get(i).capacity(), loads[i], 0.05 * demand / capacity);
    }
  }
}
