package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.local.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
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

  @ParameterizedTest
  @ValueSource(strings = {"-1", "x", "1.5"})
  void aSeedIsAWholeNumber(String seed) throws LaunchException {
    assertEquals(1, Main.seed(Map.of()));
    assertEquals(77, Main.seed(Map.of("SEED", "77")));
    var refused = assertThrows(LaunchException.class, () -> Main.seed(Map.of("SEED", seed)));
    assertEquals("SEED is a whole number from 0 up, was " + seed + ".", refused.sentence());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "9", "-10", "1000000", "1m"})
  void aLengthIsSeconds(String length) throws LaunchException {
    assertEquals(Optional.empty(), Main.length(Map.of()));
    assertEquals(Optional.of(Duration.ofMinutes(5)), Main.length(Map.of("LENGTH", "300")));
    var refused = assertThrows(LaunchException.class, () -> Main.length(Map.of("LENGTH", length)));
    assertEquals("LENGTH is 10 to 999999 seconds, was " + length + ".", refused.sentence());
  }

  @Test
  void theHeadTellsWhatWasPlayed() {
    var head = Main.head(3, 7, Optional.of(Duration.ofMinutes(5)), "2026-11-22, version abc");

    assertTrue(
        head.startsWith("2026-11-22, version abc, 3 runs from seed 7 on, LENGTH=300, "), head);
    var one = Main.head(1, 7, Optional.empty(), "today");
    assertTrue(one.startsWith("today, 1 run of seed 7, its own length, "), one);
  }

  @Test
  void aSwarmIsAsItsSeedHasIt() {
    var swarm = new Swarm(1);

    assertEquals(swarm.chosen(), new Swarm(2).seeded(1).chosen());
    assertTrue(
        LongStream.range(0, 20).mapToObj(swarm::seeded).map(Drill::chosen).distinct().count() > 15);
    Drills.all().forEach(drill -> assertEquals(drill.name(), drill.seeded(7).name()));
  }

  @Test
  void ledgersAreHeldToTheLaws() {
    var line = "{\"seq\":1,\"order\":\"%s\",\"user\":\"u\",\"gift\":\"g\"}\n";
    var ledger =
        Ledger.deliveries(
            line.formatted("a") + line.formatted("b") + line.formatted("a") + "rubbish\n");
    var laws = Ledger.laws(ledger, List.of("a", "c"), 1);

    assertEquals(List.of(1.0, 1.0), laws.stream().map(Figure::value).toList());
    assertTrue(laws.stream().noneMatch(Figure::holds));
    assertTrue(Ledger.laws(ledger.subList(0, 2), List.of("b"), 1).stream().allMatch(Figure::holds));
    assertTrue(Ledger.laws(ledger, List.of("b"), 2).getFirst().holds());
  }

  @Test
  void whoHasAPartOfABundleIsFound() {
    var line = "{\"seq\":1,\"kind\":\"%s\",\"order\":\"%s\",\"user\":\"%s\",\"gift\":\"%s\"}\n";
    var whole =
        line.formatted("delivered", "a", "u", "vip-day")
            + line.formatted("delivered", "b", "u", "coupon")
            + line.formatted("delivered", "c", "u", "ticket");
    var part = line.formatted("delivered", "d", "v", "coupon");
    var back = line.formatted("revoked", "d", "v", "coupon");

    assertEquals(0, Bundled.parts(Ledger.owned(whole)));
    assertEquals(1, Bundled.parts(Ledger.owned(whole + part)));
    assertEquals(0, Bundled.parts(Ledger.owned(whole + part + back)));
    assertEquals(3, Ledger.owned(whole + part + back).size());
    assertEquals(4, Ledger.deliveries(whole + part + back).size());
  }

  @Test
  void aStockIsTheSumOfItsBuckets() {
    var answer =
        "{\"configured\":10,\"reservoir\":4,\"buckets\":["
            + "{\"leased\":4,\"free\":1,\"held\":1,\"confirmed\":2},"
            + "{\"leased\":2,\"free\":0,\"held\":0,\"confirmed\":2}]}";

    assertEquals(new Ledger.Stock(4, 6, 1, 1, 4), Ledger.stock(answer));
  }
}
