package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KeepingTest {
  private static final Instant END = Instant.ofEpochMilli(1_000_000);
  private static final Duration BEYOND = Duration.ofMillis(500);
  private static final Keeping KEEPING =
      new Keeping(campaign -> Optional.of(END).filter(_ -> campaign.equals("spring")), BEYOND);

  @Test
  void aClosedOrderIsKeptForAWhileBeyondItsCampaign() {
    assertEquals(Optional.of(1_000_500L), KEEPING.till(forbidden("spring", 7)));
  }

  @Test
  void oneThatIsClosedLateIsKeptAsLong() {
    assertEquals(Optional.of(2_000_500L), KEEPING.till(forbidden("spring", 2_000_000)));
  }

  @Test
  void oneOfAnUnknownCampaignIsKeptForEver() {
    assertEquals(Optional.empty(), KEEPING.till(forbidden("summer", 7)));
  }

  @Test
  void anOpenOneIsKeptForEver() {
    var accepted = new Event.Accept(Samples.number(), Samples.asked("sandbox@1"));

    var order = OrderRules.advance(Optional.empty(), accepted, 7).order();

    assertEquals(Optional.empty(), KEEPING.till(order));
  }

  @Test
  void aRecordGetsItsEndWithTheStepThatClosesItsOrder() {
    try (var redis = RedisFixture.start()) {
      var begin = Samples.begin(Samples.number(), "t-1", Terms.Kind.SAME_NUMBER);
      var open = OrderRules.advance(Optional.empty(), begin, 1000).order();
      var end = new Attempt.End("read", 200);
      var closed =
          OrderRules.advance(Optional.of(open), new Event.Delivered(1, "r", end), 2000).order();

      var _ = redis.orders().write(Optional.empty(), open);
      assertEquals("-1", redis.expiry(open.number()));

      var _ = redis.orders().write(Optional.of(open), closed);
      var month = Duration.ofDays(30).toMillis();
      assertEquals(
          Long.toString(RedisFixture.END.toEpochMilli() + month), redis.expiry(open.number()));
    }
  }

  private static Order forbidden(String campaign, long at) {
    var like = Samples.asked("");
    var asked = new Asked("alice", campaign, "vip-day", 1, "", like.lane(), 0);
    var event = new Event.Forbid(Samples.number(), asked);
    return OrderRules.advance(Optional.empty(), event, at).order();
  }
}
