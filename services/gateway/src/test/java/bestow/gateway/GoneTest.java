package bestow.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.FakeTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// When it is believed that a gift may be gone.
final class GoneTest {
  private final FakeTicker ticker = new FakeTicker();
  private final Gone gone = new Gone(ticker::nanos, Duration.ofSeconds(1));

  @Test
  void aGiftCountsAsGoneForItsTimeAndNoLonger() {
    assertFalse(gone.lately(claim("spring", "vip-day")));

    gone.found(claim("spring", "vip-day"));

    ticker.advance(Duration.ofMillis(999));
    assertTrue(gone.lately(claim("spring", "vip-day")));
    ticker.advance(Duration.ofMillis(1));
    assertFalse(gone.lately(claim("spring", "vip-day")));
    assertEquals(0, gone.size());
  }

  @Test
  void eachTimeThatItIsFoundGoneCounts() {
    gone.found(claim("spring", "vip-day"));
    ticker.advance(Duration.ofMillis(600));
    gone.found(claim("spring", "vip-day"));
    ticker.advance(Duration.ofMillis(600));

    assertTrue(gone.lately(claim("spring", "vip-day")));
    assertEquals(1, gone.size());
  }

  @Test
  void anotherGiftAndAnotherCampaignAreNotGone() {
    gone.found(claim("spring", "vip-day"));

    assertFalse(gone.lately(claim("spring", "coupon")));
    assertFalse(gone.lately(claim("autumn", "vip-day")));
  }

  @Test
  void noMoreAreRememberedThanThereIsRoomFor() {
    for (int i = 0; i < 25_000; i++) {
      gone.found(claim("spring", "gift-" + i));
    }

    assertTrue(gone.size() <= 10_000, "remembers " + gone.size());
    assertTrue(gone.lately(claim("spring", "gift-24999")));
  }

  private static Claim claim(String campaign, String gift) {
    return new Claim("token", campaign, gift, "", null, "127.0.0.1", "", null);
  }
}
