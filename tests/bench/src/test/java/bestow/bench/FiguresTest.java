package bestow.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FiguresTest {

  @Test
  void aProcessIsReadOffItsLineWhateverItsName() {
    var line = "4711 (a (bad) name) S 1 2 3 4 5 6 7 8 9 10 250 50 0 0 20 0 1";

    assertEquals(3_000_000, Cpu.read(line));
  }

  @Test
  void theProviderIsNotCounted() {
    var round = round(100, 0, 40_000);

    assertEquals(400, round.cpuPerClaim("provider-1"));
    assertEquals(50, round.claimsPerSecond());
  }

  @Test
  void aRoundWithOverOnePercentOfOthersDoesNotCount() {
    assertTrue(round(990, 10, 1).counts());
    assertFalse(round(980, 20, 1).counts());
    assertFalse(round(0, 0, 1).counts());
  }

  @Test
  void aRatioIsTheMedianOfRoundsThatRanBesideEachOther() {
    var ours = series("ours", round(100, 0, 20_000), round(100, 0, 30_000), round(100, 0, 90_000));
    var floor = series("floor", round(100, 0, 10_000), round(100, 0, 30_000), round(50, 50, 1));

    assertEquals(1.5, ours.ratioTo(floor));
    assertEquals(300, ours.cpuPerClaim());
  }

  @Test
  void thePageNamesBothRatiosTheSameWayRound() {
    var figures = new Figures("a machine");
    figures.add(
        128,
        series("ours", round(100, 0, 20_000)),
        List.of(series("floor", round(100, 0, 16_000)), series("peer", round(100, 0, 100_000))));

    var lines = figures.text().lines().toList();

    assertTrue(lines.contains("ratio to floor at 128 callers: 1.25"), figures.text());
    assertTrue(lines.contains("ratio to peer at 128 callers: 5.00"), figures.text());
  }

  private static Series series(String chain, Round... rounds) {
    return new Series(chain, "provider-1", List.of(rounds));
  }

  private static Round round(int delivered, int failed, long gatewayMicros) {
    var answers =
        new Load.Answers(delivered, 0, Map.of("503", failed), new long[] {1_000, 2_000, 3_000});
    return new Round(answers, 2, Map.of("gateway-1", gatewayMicros, "provider-1", 77_000L));
  }
}
