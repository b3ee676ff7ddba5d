package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.wire.config.Period;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PeriodsTest {
  private static final int SHANGHAI = 8 * 3_600;
  private static final int NEWFOUNDLAND = -(3 * 3_600 + 1_800);

  @Test
  void aDayBeginsAtMidnightOfTheCampaignsOffset() {
    assertEquals("2026-11-21", day("2026-11-21T15:59:59.999Z", SHANGHAI));
    assertEquals("2026-11-22", day("2026-11-21T16:00:00Z", SHANGHAI));
    assertEquals("2026-11-20", day("2026-11-21T03:29:59Z", NEWFOUNDLAND));
    assertEquals("2026-11-21", day("2026-11-21T03:30:00Z", NEWFOUNDLAND));
  }

  @Test
  void aWeekBeginsOnMondayAndBelongsToTheYearOfItsThursday() {
    assertEquals("2026-W47", week("2026-11-22T15:59:59Z"));
    assertEquals("2026-W48", week("2026-11-22T16:00:00Z"));
    assertEquals("2026-W53", week("2027-01-03T12:00:00Z"));
    assertEquals("2027-W01", week("2027-01-03T16:00:00Z"));
    assertEquals("2025-W01", week("2024-12-30T12:00:00Z"));
  }

  @Test
  void aCampaignIsOnePeriod() {
    var now = Instant.parse("2026-11-21T00:00:00Z");

    assertEquals("c", Periods.label(Period.CAMPAIGN, now, SHANGHAI));
    assertEquals("2026-11-21", Periods.label(Period.DAY, now, SHANGHAI));
  }

  @Test
  void theNextDayIsNeverLessThanASecondAway() {
    assertEquals(86_400, wait("2026-11-20T16:00:00Z"));
    assertEquals(1, wait("2026-11-21T15:59:59Z"));
    assertEquals(1, wait("2026-11-21T15:59:59.999Z"));
    assertEquals(2, wait("2026-11-21T15:59:58.500Z"));
  }

  private static String day(String instant, int offset) {
    return Periods.day(Instant.parse(instant), offset).toString();
  }

  private static String week(String instant) {
    return Periods.label(Period.WEEK, Instant.parse(instant), SHANGHAI);
  }

  private static long wait(String instant) {
    return Periods.secondsToNextDay(Instant.parse(instant), SHANGHAI);
  }
}
