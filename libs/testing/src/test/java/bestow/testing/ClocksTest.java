package bestow.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ClocksTest {
  @Test
  void theTickerStandsStillUntilItIsMoved() {
    var ticker = new FakeTicker(7);

    assertEquals(7, ticker.nanos());
    ticker.advance(Duration.ofMillis(1));
    assertEquals(1_000_007, ticker.nanos());
  }

  @Test
  void theTickerNeverGoesBack() {
    var ticker = new FakeTicker();

    assertThrows(IllegalArgumentException.class, () -> ticker.advance(Duration.ofNanos(-1)));
  }

  @Test
  void theTickerMayOverflowAsTheRealOneMay() {
    var ticker = new FakeTicker(Long.MAX_VALUE);
    var before = ticker.nanos();

    ticker.advance(Duration.ofNanos(5));

    assertEquals(5, ticker.nanos() - before);
  }

  @Test
  void theClockGoesBothWaysAndJumps() {
    var noon = Instant.parse("2026-11-21T12:00:00Z");
    var clock = new FakeClock();

    assertEquals(noon, clock.instant());
    clock.advance(Duration.ofHours(-1));
    assertEquals(noon.minusSeconds(3600), clock.instant());
    clock.jumpTo(Instant.EPOCH);
    assertEquals(0, clock.millis());
  }
}
