package bestow.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Criticality;
import bestow.testing.Seeded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class GateTest {

  private static final AdmissionSettings.Pace PACE =
      new AdmissionSettings.Pace(2, Duration.ofMillis(5), 0.1, Duration.ofSeconds(1), 20);

  private static Gate gate(int limit, AdmissionSettings.Shares shares) {
    return new Gate(new AdaptiveLimit(new AdmissionSettings.Range(limit, limit), PACE, 0), shares);
  }

  @Test
  void theLeastCriticalIsShedFirst() {
    var gate = gate(100, new AdmissionSettings.Shares(0.9, 0.75, 0.5));

    for (var step : Criticality.values()) {
      assertTrue(gate.enter(step));
    }
    fill(gate, 50);
    assertFalse(gate.enter(Criticality.OPTIONAL));
    assertTrue(gate.enter(Criticality.LIST));
    fill(gate, 75);
    assertFalse(gate.enter(Criticality.LIST));
    assertTrue(gate.enter(Criticality.QUERY));
    fill(gate, 90);
    assertFalse(gate.enter(Criticality.QUERY));
    assertTrue(gate.enter(Criticality.COMMIT));
    fill(gate, 100);
    assertFalse(gate.enter(Criticality.COMMIT));

    assertEquals(100, gate.inside());
    gate.leave();
    assertTrue(gate.enter(Criticality.COMMIT));
  }

  @Test
  void whoeverIsMoreCriticalGetsInWhereALessCriticalDoes() {
    Seeded.check(
        200,
        random -> {
          double optional = random.nextDouble(0.01, 1);
          double list = random.nextDouble(optional, 1);
          double query = random.nextDouble(list, 1);
          var gate =
              gate(1 + random.nextInt(50), new AdmissionSettings.Shares(query, list, optional));
          fill(gate, random.nextInt(60));
          boolean before = true;
          for (var criticality : Criticality.values()) {
            boolean open = gate.enter(criticality);
            if (open) {
              gate.leave();
            }
            assertTrue(before || !open, () -> criticality + " gets in where others do not");
            before = open;
          }
        });
  }

  private static void fill(Gate gate, int inside) {
    while (gate.inside() < inside && gate.enter(Criticality.COMMIT)) {
      // one more
    }
  }
}
