package bestow.reporting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bestow.reporting.Reporting.Summed;
import bestow.reporting.Reporting.Taken;
import bestow.testing.FakeClock;
import bestow.wire.reporting.Count;
import bestow.wire.reporting.Counts;
import bestow.wire.reporting.Counts.Line;
import bestow.wire.reporting.ReportRequest;
import bestow.wire.reporting.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules of reporting over both stores, which keep one contract.
final class ReportingTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final long MINUTE = NOON.getEpochSecond() / 60;
  private static final Duration KEEP = Duration.ofDays(90);

  private static RedisFixture redis;

  @BeforeAll
  static void startRedis() {
    redis = new RedisFixture();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  static Stream<Reporting> reportings() {
    redis.redis().command("FLUSHALL");
    return Stream.of(reporting(new MemoryReportingStore()), reporting(1000));
  }

  @ParameterizedTest
  @MethodSource("reportings")
  void countsAreSummedOverTheMinutesThatAreAskedFor(Reporting reporting) {
    report(reporting, 1, count(-1, "delivered", 5), count(0, "delivered", 7));
    report(reporting, 2, count(0, "delivered", 1), count(0, "sold-out", 2), count(59, "late", 3));

    assertEquals(
        List.of(
            new Line("vip-day", Step.CLAIM, "delivered", 8),
            new Line("vip-day", Step.CLAIM, "sold-out", 2)),
        sum(reporting, NOON, NOON.plusSeconds(60)).counts());
    assertEquals(3, sum(reporting, NOON.minusSeconds(60), NOON.plusSeconds(3600)).counts().size());
    assertEquals(List.of(), sum(reporting, NOON.plusSeconds(60), NOON.plusSeconds(120)).counts());
  }

  @ParameterizedTest
  @MethodSource("reportings")
  void theSameBatchAgainCountsOnce(Reporting reporting) {
    report(reporting, 1, count(0, "delivered", 7));

    assertEquals(new Taken.Repeated(), report(reporting, 1, count(0, "delivered", 7)));

    assertEquals(7, sum(reporting, NOON, NOON.plusSeconds(60)).counts().getFirst().count());
  }

  @ParameterizedTest
  @MethodSource("reportings")
  void whatLiesTooFarAheadOrBackIsInvalid(Reporting reporting) {
    assertInstanceOf(Taken.Invalid.class, report(reporting, 1, count(66, "delivered", 1)));
    int tooLongAgo = Math.toIntExact(-KEEP.toMinutes()) - 1;
    assertInstanceOf(Taken.Invalid.class, report(reporting, 1, count(tooLongAgo, "delivered", 1)));
    assertInstanceOf(Taken.Counted.class, report(reporting, 1, count(65, "delivered", 1)));
  }

  @ParameterizedTest
  @MethodSource("reportings")
  void aTimeThatIsNoneIsInvalid(Reporting reporting) {
    assertInstanceOf(Summed.Invalid.class, reporting.sum("spring", NOON, NOON));
    assertInstanceOf(Summed.Invalid.class, reporting.sum("spring", NOON, NOON.minusSeconds(1)));
    assertInstanceOf(
        Summed.Invalid.class,
        reporting.sum("spring", NOON, NOON.plus(Reporting.RANGE_MAX).plusSeconds(1)));
  }

  @Test
  void anHourTakesSoManyLinesAndCountsWhatItLeavesOut() {
    redis.redis().command("FLUSHALL");
    var reporting = reporting(2);

    var taken =
        report(
            reporting, 1, count(0, "a", 1), count(0, "b", 1), count(0, "c", 5), count(0, "a", 1));

    assertEquals(new Taken.Counted(5), taken);
    assertEquals(2, sum(reporting, NOON, NOON.plusSeconds(60)).counts().size());
  }

  private static Reporting reporting(int linesMax) {
    return reporting(new RedisReportingStore(redis.store(), KEEP, linesMax));
  }

  private static Reporting reporting(ReportingStore store) {
    // An hour later, so that a whole hour lies behind.
    return new Reporting(store, new FakeClock(NOON.plusSeconds(3600)), KEEP);
  }

  private static Taken report(Reporting reporting, long batch, Count... counts) {
    return reporting.take(new ReportRequest("gateway-1", batch, Arrays.asList(counts)));
  }

  private static Counts sum(Reporting reporting, Instant from, Instant to) {
    return assertInstanceOf(Summed.Counted.class, reporting.sum("spring", from, to)).counts();
  }

  private static Count count(int minute, String outcome, long count) {
    return new Count("spring", "vip-day", Step.CLAIM, outcome, MINUTE + minute, count);
  }
}
