package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.drills.Answers.Span;
import bestow.drills.Traffic.Look;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TrafficTest {
  private static final long SECOND = 1_000_000_000L;

  private final Traffic traffic = new Traffic();

  @Test
  void aShareIsOfTheCallsWithinTheStretchAlone() {
    look(0, 100, 0);
    look(1, 110, 30);
    look(2, 110, 130);

    assertEquals(0.25, traffic.share("a", new Span(0, SECOND)));
    assertEquals(0, traffic.share("a", new Span(SECOND, 2 * SECOND)));
    assertTrue(Double.isNaN(traffic.share("a", new Span(2 * SECOND, 3 * SECOND))));
  }

  @Test
  void ratesAreCallsASecond() {
    look(0, 0, 0);
    look(2, 10, 4);
    look(4, 10, 8);

    var rates = traffic.rates(1);
    assertEquals(List.of(new Point(2, 5), new Point(4, 0)), rates.get("a"));
    assertEquals(List.of(new Point(2, 2), new Point(4, 2)), rates.get("b"));
  }

  @Test
  void whoIsEjectedProbedOrUnlistedIsOut() {
    var look =
        new Look(0, Map.of(), Map.of("a", "well", "b", "ejected", "c", "probing", "d", "held"));

    assertTrue(look.isIn("a"));
    assertFalse(look.isIn("b"));
    assertFalse(look.isIn("c"));
    assertTrue(look.isIn("d"));
    assertFalse(look.isIn("e"));
  }

  @Test
  void theFirstLookIsOneAfterTheMoment() {
    look(1, 0, 0);
    look(2, 0, 0);
    look(3, 0, 0);

    assertEquals(2 * SECOND, traffic.firstAfter(SECOND, _ -> true).orElseThrow());
    assertTrue(traffic.firstAfter(3 * SECOND, _ -> true).isEmpty());
  }

  private void look(long second, long a, long b) {
    traffic.add(new Look(second * SECOND, Map.of("a", a, "b", b), Map.of()));
  }
}
