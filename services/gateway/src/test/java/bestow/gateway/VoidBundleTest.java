package bestow.gateway;

import static bestow.gateway.BundleClaimTest.COUPON;
import static bestow.gateway.BundleClaimTest.found;
import static bestow.gateway.BundleClaimTest.settled;
import static bestow.gateway.FakeRooms.ORDER;
import static bestow.gateway.FakeRooms.asked;
import static bestow.gateway.GatewayFixture.SIGNED_IN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.StartException;
import bestow.testing.ApiClient.Answer;
import bestow.testing.Eventually;
import bestow.wire.delivery.BundleReply;
import bestow.wire.delivery.BundleState;
import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply;
import bestow.wire.delivery.QuestionsReply.Stock;
import bestow.wire.quota.HoldReply;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The claim of a bundle whose orders nobody brought to delivery in time.
final class VoidBundleTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String ORDER_2 = "abcdefghijklmnopqrstuvwx0f000002";
  private static final String COUPON_2 = "abcdefghijklmnopqrstuvwx1e000002";
  private static final Map<String, String> KEY = Map.of("Idempotency-Key", "mine");
  private static final BundleReply VOID =
      found(BundleState.REFUSED, "void", OrderState.VOID, Stock.RELEASE);

  private GatewayFixture gateway;

  @BeforeEach
  void start() throws StartException {
    gateway = GatewayFixture.start();
    hold("vip-day", new HoldReply.Held(ORDER, false));
    hold("coupon", new HoldReply.Held(COUPON, false));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void whoComesBackWithTheKeyOfABundleThatWasMadeVoidHasAnother() {
    hold("vip-day", new HoldReply.Held(ORDER, true), new HoldReply.Held(ORDER_2, false));
    hold("coupon", new HoldReply.Held(COUPON, true), new HoldReply.Held(COUPON_2, false));
    bundle(VOID, given(ORDER_2, COUPON_2));

    var body = claim(KEY).is(200).body();

    assertTrue(body.contains(ORDER_2) && body.contains(COUPON_2), body);
    assertFalse(body.contains("repeated"), body);
    var holds = gateway.rooms().asked("/v1/hold");
    assertEquals(4, holds.size());
    assertTrue(holds.get(2).contains("\"insteadOf\":\"" + ORDER + "\""), holds.get(2));
    assertTrue(holds.get(3).contains("\"insteadOf\":\"" + COUPON + "\""), holds.get(3));
    var again = gateway.rooms().asked("/v1/bundle").getLast();
    assertTrue(again.contains(BundleNumber.of(List.of(ORDER_2, COUPON_2))), again);
    eventuallyAsked("/v1/settle", settled(ORDER, "release"));
    eventuallyAsked("/v1/settle", settled(COUPON, "release"));
    eventuallyAsked("/v1/settle", settled(COUPON_2, "confirm"));
  }

  @Test
  void whatIsHeldInThePlaceOfOneGoesBackWhereTheOthersAreNotReleasedYet() {
    hold("vip-day", new HoldReply.Held(ORDER, true), new HoldReply.Held(ORDER_2, false));
    hold("coupon", new HoldReply.Held(COUPON, true));
    bundle(VOID);
    var release = new QuestionsReply.Answer(ORDER_2, Stock.RELEASE);
    gateway
        .rooms()
        .reply("/v1/questions", QuestionsReply.class, new QuestionsReply(List.of(release)));

    claim(KEY).isProblem(503, "unavailable");

    eventuallyAsked("/v1/settle", settled(ORDER_2, "release"));
    assertEquals(1, gateway.rooms().asked("/v1/bundle").size());
  }

  @Test
  void aBundleThatIsVoidOnceMoreIsNotHeldAThirdTime() {
    hold("vip-day", new HoldReply.Held(ORDER, true), new HoldReply.Held(ORDER_2, false));
    hold("coupon", new HoldReply.Held(COUPON, true), new HoldReply.Held(COUPON_2, false));
    bundle(VOID);

    claim(KEY).isProblem(503, "unavailable");

    assertEquals(4, gateway.rooms().asked("/v1/hold").size());
  }

  @Test
  void nothingIsHeldInThePlaceOfAVoidBundleWithoutAKeyOrBeforeAllOfItGoesBack() {
    bundle(VOID);
    claim(Map.of()).isProblem(503, "unavailable");
    bundle(found(BundleState.REFUSED, "void", OrderState.VOID, Stock.LATER));
    var answer = claim(KEY);

    answer.isProblem(503, "unavailable");
    assertTrue(answer.body().contains("another key"), answer.body());
    assertEquals(4, gateway.rooms().asked("/v1/hold").size());
  }

  private static BundleReply.Found given(String vipDay, String coupon) {
    var parts = List.of(vipDay, coupon);
    return found(BundleState.DELIVERED, "", OrderState.DELIVERED, Stock.CONFIRM, parts);
  }

  private void hold(String gift, HoldReply... replies) {
    gateway.rooms().replies(asked("/v1/hold", gift), HoldReply.class, List.of(replies));
  }

  private void bundle(BundleReply... replies) {
    gateway.rooms().replies("/v1/bundle", BundleReply.class, List.of(replies));
  }

  private Answer claim(Map<String, String> more) {
    var headers = new HashMap<>(SIGNED_IN);
    headers.putAll(more);
    var body = "{\"campaign\":\"bundled\",\"bundle\":\"welcome\"}";
    return gateway.client().send("POST", "/v1/claims", headers, body);
  }

  private void eventuallyAsked(String path, String part) {
    Eventually.within(
        LIMIT,
        () -> gateway.rooms().asked(path).stream().anyMatch(body -> body.contains(part)),
        path + " is told " + part);
  }
}
