package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.local.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DrillsTest {
  @Test
  void eachHasANameOfItsOwnAndIsToldOfInTheReadme() throws IOException {
    var names = Drills.all().stream().map(Drill::name).toList();
    var readme = Files.readString(Path.of("../../README.md"));

    assertEquals(names.size(), new HashSet<>(names).size());
    names.forEach(name -> assertTrue(readme.contains("`" + name + "`"), name));
  }

  @Test
  void whatIsAskedForIsPlayedInTheTablesOrder() throws LaunchException {
    assertEquals(Drills.all().size(), Main.chosen(List.of()).size());
    var chosen = Main.chosen(List.of("bypass", "abcd"));
    assertEquals(List.of("abcd", "bypass"), chosen.stream().map(Drill::name).toList());
  }

  @Test
  void anUnknownNameIsToldWithThoseThereAre() {
    var refused = assertThrows(LaunchException.class, () -> Main.chosen(List.of("abc")));

    assertTrue(refused.sentence().contains("no drill abc; there are: abcd, "), refused.sentence());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "21", "-1", "three", "1 ", "007"})
  void runsAreOneToTwenty(String runs) throws LaunchException {
    assertEquals(3, Main.runs(Map.of()));
    assertEquals(20, Main.runs(Map.of("RUNS", "20")));
    assertEquals(10, Main.runs(Map.of("RUNS", "10")));
    var refused = assertThrows(LaunchException.class, () -> Main.runs(Map.of("RUNS", runs)));
    assertEquals("RUNS is 1 to 20, was " + runs + ".", refused.sentence());
  }

  @Test
  void ledgersAreHeldToTheLaws() {
    var ledger =
        Ledger.orders("{\"order\":\"a\"}\n{\"order\":\"b\"}\n{\"order\":\"a\"}\nrubbish\n");
    var laws = Ledger.laws(ledger, List.of("a", "c"));

    assertEquals(List.of(1.0, 1.0), laws.stream().map(Figure::value).toList());
    assertTrue(laws.stream().noneMatch(Figure::holds));
    assertTrue(Ledger.laws(List.of("a", "b"), List.of("b")).stream().allMatch(Figure::holds));
  }
}
