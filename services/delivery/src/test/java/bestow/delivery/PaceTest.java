package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.delivery.Event.Gate;
import bestow.delivery.Pace.Turn;
import bestow.testing.FakeTicker;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How fast one provider is called.
final class PaceTest {

  private final FakeTicker ticker = new FakeTicker();

  @Test
  void noMoreCallsAreUnderWayThanMayBe() {
    var pace = pace(0, 2);
    var first = pace.enter(Turn.FIRST).orElseThrow();
    var _ = pace.enter(Turn.AGAIN).orElseThrow();

    assertTrue(pace.enter(Turn.FIRST).isEmpty());
    first.end();
    first.end();
    assertTrue(pace.enter(Turn.FIRST).isPresent());
    assertTrue(pace.enter(Turn.FIRST).isEmpty(), "a place that is given back twice is one place");
  }

  @Test
  void noMoreCallsBeginInASecondThanMay() {
    var pace = pace(10, 1_000);

    assertEquals(10, entered(pace, Turn.FIRST, 50));
    ticker.advance(Duration.ofMillis(350));
    assertEquals(3, entered(pace, Turn.FIRST, 50));
    ticker.advance(Duration.ofHours(1));
    assertEquals(10, entered(pace, Turn.AGAIN, 50), "no more is saved up than a second's");
  }

  @Test
  void nothingIsTriedAgainWhileMostCallsComeToNothing() {
    var pace = pace(0, 1_000);
    IntStream.range(0, 5).forEach(_ -> pace.well());
    IntStream.range(0, 4).forEach(_ -> pace.badly());
    assertTrue(pace.enter(Turn.AGAIN).isPresent());

    IntStream.range(0, 2).forEach(_ -> pace.badly());

    assertTrue(pace.enter(Turn.AGAIN).isEmpty());
    assertTrue(pace.enter(Turn.FIRST).isPresent(), "first calls show how the provider does");
    pace.well();
    assertTrue(pace.enter(Turn.AGAIN).isPresent(), "half of the calls is enough");
  }

  @Test
  void whoeverEnteredForAFirstCallIsToldWhetherItMayBeOneAgain() {
    var pace = pace(0, 1_000);
    assertEquals(Gate.OPEN, pace.enter(Turn.FIRST).orElseThrow().gate());

    IntStream.range(0, 10).forEach(_ -> pace.badly());

    assertEquals(Gate.SHUT, pace.enter(Turn.FIRST).orElseThrow().gate());
  }

  @Test
  void aCallThatIsNotMadeTakesNothingFromTheOthers() {
    var pace = pace(2, 2);
    var place = pace.enter(Turn.FIRST).orElseThrow();
    place.unused();
    place.unused();

    assertEquals(2, entered(pace, Turn.FIRST, 50));
  }

  @Test
  void fewCallsProveNothing() {
    var pace = pace(0, 1_000);

    IntStream.range(0, 9).forEach(_ -> pace.badly());

    assertTrue(pace.enter(Turn.AGAIN).isPresent());
  }

  @Test
  void whatIsLongerAgoThanTenSecondsCountsNoMore() {
    var pace = pace(0, 1_000);
    IntStream.range(0, 100).forEach(_ -> pace.badly());

    ticker.advance(Duration.ofSeconds(9));
    assertTrue(pace.enter(Turn.AGAIN).isEmpty());
    ticker.advance(Duration.ofSeconds(1));
    assertTrue(pace.enter(Turn.AGAIN).isPresent());
  }

  private static long entered(Pace pace, Turn turn, int tries) {
    return IntStream.range(0, tries).filter(_ -> pace.enter(turn).isPresent()).count();
  }

  private Pace pace(int perSecondMax, int concurrencyMax) {
    return new Pace(new PaceSettings(perSecondMax, concurrencyMax, Schedule.USUAL), ticker::nanos);
  }
}
