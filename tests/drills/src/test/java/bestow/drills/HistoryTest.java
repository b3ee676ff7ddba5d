package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.drills.History.Bounds;
import bestow.drills.History.Claim;
import bestow.drills.History.Damage;
import bestow.drills.History.Dead;
import bestow.drills.History.Delivery;
import bestow.drills.History.End;
import bestow.drills.History.Ends;
import bestow.drills.History.Header;
import bestow.drills.History.Look;
import bestow.drills.History.Place;
import bestow.drills.History.Stock;
import bestow.drills.History.Terms;
import bestow.drills.History.Told;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HistoryTest {
  @Test
  void isReadBackAsItWasWritten() {
    assertEquals(history(7), History.of(lines(7)));
    assertEquals(history(Double.NaN), History.of(lines(Double.NaN)));
  }

  @Test
  void whatIsDoneInSomebodysOwnJsonIsToldWithoutQuotes() {
    var line = history(7).text().lines().filter(one -> one.contains("fault")).toList();

    assertEquals(
        List.of(
            "{\"type\":\"fault\",\"what\":\"the provider does { late :1}\",\"at\":\"provider\","
                + "\"from\":3.0000,\"to\":5.0000}"),
        line);
  }

  @Test
  void aLineThatIsNoneOfOursIsNamed() {
    var lines = new ArrayList<>(lines(7));
    lines.add(2, "{\"type\":\"claim\",\"user\":\"ann\"}");

    assertRefused("line 3 is none of a history (it has no gift)", lines);
    assertRefused("a history has its terms", lines(7).subList(0, 3));
    assertRefused("a history has its terms", List.of());
  }

  @Test
  void oneFromBeforeThereWereHeadersIsRefused() {
    assertRefused(
        "line 1 is none of a history (it begins with no header, ",
        List.of("{\"type\":\"terms\",\"stock\":4000,\"perUser\":9}"));
  }

  @Test
  void oneOfAnotherFormatIsRefused() {
    var lines = new ArrayList<>(lines(7));
    lines.set(0, lines.getFirst().replace("\"format\":2", "\"format\":3"));

    assertRefused("line 1 is none of a history (format 2 is read here, this is 3)", lines);
  }

  private static void assertRefused(String beginning, List<String> lines) {
    var refused = assertThrows(IllegalArgumentException.class, () -> History.of(lines));
    assertTrue(String.valueOf(refused.getMessage()).startsWith(beginning), refused::toString);
  }

  private static List<String> lines(double quiet) {
    return history(quiet).text().lines().toList();
  }

  private static History history(double quiet) {
    return new History(
        new Header("swarm", 7, 90, "abc-dirty", "40 claims a second", new Bounds(60, 200)),
        List.of(Terms.once("cup", 10, 1), new Terms("hat", 5, 2, 2, Ends.PRESUMED)),
        new Told(
            List.of(
                new Claim("ann", "cup", 1, 2, 200, "a1"), new Claim("bob", "hat", 3, 3.5, 0, "")),
            List.of(new Look("a1", 8, 8.1, "delivered"))),
        List.of(new Damage("the provider does { late :1}", Place.PROVIDER, 3, 5)),
        new End(
            5,
            quiet,
            List.of(new Stock("cup", 4, 6, 5, 0, 1), new Stock("hat", 5, 0, 0, 0, 0)),
            List.of(new Delivery("a1", "ann", "cup")),
            List.of(new Dead("b1", "hat"))));
  }
}
