package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.ApiClient;
import bestow.testing.Eventually;
import bestow.wire.quota.StockReply.Bucket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A gift that never came by its user's word: sent once more under its own number, then given once
/// more under a new one, from the campaign's stock.
final class MakeGoodTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final CampaignFile CAMPAIGN = new CampaignFile("made-good", "vip-day", 3, 3, 1, 1);
  private static final String WISH = "{\"by\":\"ann\",\"why\":\"it never came\"}";

  @TempDir private static Path folder;
  private static House house;

  @BeforeAll
  static void start() {
    house = House.start(folder, 1, Map.of("quota.hold-time", "5s", "sweep.every", "1s"));
    house.publish(CAMPAIGN);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void aUserGetsOneMoreAndNobodyTwoAndNoneBeyondTheStock() {
    var alice = house.signIn("alice");
    var first = alice.claim(CAMPAIGN).member("order");
    decide(first, "make-good").isProblem(409, "not-possible");
    decide(first, "resend").is(200);
    assertEquals(1, times(first), "its provider keeps numbers");

    var made = order(decide(first, "make-good").is(200).body());

    assertNotEquals(first, made);
    awaitTimes(made);
    assertEquals(made, order(decide(first, "make-good").is(200).body()));
    assertEquals("delivered", alice.get("/v1/claims/" + made).member("status"));
    // Until its hold is over a click gets the same order.
    Eventually.within(SOON, () -> bucket().confirmed() == 2, "two are given away");
    assertEquals("limit-reached", alice.claim(CAMPAIGN).word());
    var second = house.signIn("bob").claim(CAMPAIGN).member("order");
    decide(second, "resend").is(200);
    decide(second, "make-good").isProblem(409, "sold-out");

    Eventually.within(SOON, () -> bucket().confirmed() == 3, "three are given away");
    assertEquals(0, bucket().free());
    assertEquals(3, house.ledgers().delivered().size());
    assertTrue(house.ledgers().delivered().contains(made));
  }

  private static Bucket bucket() {
    return house.ledgers().stock(CAMPAIGN).buckets().getFirst();
  }

  private static void awaitTimes(String order) {
    Eventually.within(SOON, () -> times(order) == 1, "it is delivered");
  }

  private static long times(String order) {
    return house.ledgers().delivered().stream().filter(order::equals).count();
  }

  private static String order(String explained) {
    int from = explained.indexOf("\"order\":\"") + 9;
    return explained.substring(from, from + 32);
  }

  private static ApiClient.Answer decide(String order, String act) {
    try (var desk = ApiClient.of(house.port("delivery", 1))) {
      var headers = Map.of("Authorization", "Bearer " + House.OPERATOR_TOKEN);
      return desk.send("POST", "/v1/orders/" + order + "/" + act, headers, WISH);
    }
  }
}
