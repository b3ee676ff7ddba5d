package bestow.gateway;

import static bestow.gateway.BundleFixture.COUPON;
import static bestow.gateway.BundleFixture.KEY;
import static bestow.gateway.BundleFixture.found;
import static bestow.gateway.BundleFixture.settled;
import static bestow.gateway.FakeRooms.ORDER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.StartException;
import bestow.wire.delivery.BundleReply;
import bestow.wire.delivery.BundleState;
import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply;
import bestow.wire.delivery.QuestionsReply.Stock;
import bestow.wire.quota.HoldReply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The claim of a bundle whose orders nobody brought to delivery in time.
final class VoidBundleTest {
  private static final String ORDER_2 = "abcdefghijklmnopqrstuvwx0f000002";
  private static final String COUPON_2 = "abcdefghijklmnopqrstuvwx1e000002";
  private static final BundleReply VOID =
      found(BundleState.REFUSED, "void", OrderState.VOID, Stock.RELEASE);

  private BundleFixture gateway;

  @BeforeEach
  void start() throws StartException {
    gateway = BundleFixture.start();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void whoComesBackWithTheKeyOfABundleThatWasMadeVoidHasAnother() {
    gateway.hold("vip-day", new HoldReply.Held(ORDER, true), new HoldReply.Held(ORDER_2, false));
    gateway.hold("coupon", new HoldReply.Held(COUPON, true), new HoldReply.Held(COUPON_2, false));
    gateway.bundle(VOID, given(ORDER_2, COUPON_2));

    var body = gateway.claim(KEY).is(200).body();

    assertTrue(body.contains(ORDER_2) && body.contains(COUPON_2), body);
    assertFalse(body.contains("repeated"), body);
    var holds = gateway.rooms().asked("/v1/hold");
    assertEquals(4, holds.size());
    assertTrue(holds.get(2).contains("\"insteadOf\":\"" + ORDER + "\""), holds.get(2));
    assertTrue(holds.get(3).contains("\"insteadOf\":\"" + COUPON + "\""), holds.get(3));
    var again = gateway.rooms().asked("/v1/bundle").getLast();
    assertTrue(again.contains(BundleNumber.of(List.of(ORDER_2, COUPON_2))), again);
    gateway.rooms().awaitAsked("/v1/settle", settled(ORDER, "release"));
    gateway.rooms().awaitAsked("/v1/settle", settled(COUPON, "release"));
    gateway.rooms().awaitAsked("/v1/settle", settled(COUPON_2, "confirm"));
  }

  @Test
  void whatIsHeldInThePlaceOfOneGoesBackWhereTheOthersAreNotReleasedYet() {
    gateway.hold("vip-day", new HoldReply.Held(ORDER, true), new HoldReply.Held(ORDER_2, false));
    gateway.hold("coupon", new HoldReply.Held(COUPON, true));
    gateway.bundle(VOID);
    var release = new QuestionsReply.Answer(ORDER_2, Stock.RELEASE);
    gateway
        .rooms()
        .reply("/v1/questions", QuestionsReply.class, new QuestionsReply(List.of(release)));

    gateway.claim(KEY).isProblem(503, "unavailable");

    gateway.rooms().awaitAsked("/v1/settle", settled(ORDER_2, "release"));
    assertEquals(1, gateway.rooms().asked("/v1/bundle").size());
  }

  @Test
  void aBundleThatIsVoidOnceMoreIsNotHeldAThirdTime() {
    gateway.hold("vip-day", new HoldReply.Held(ORDER, true), new HoldReply.Held(ORDER_2, false));
    gateway.hold("coupon", new HoldReply.Held(COUPON, true), new HoldReply.Held(COUPON_2, false));
    gateway.bundle(VOID);

    gateway.claim(KEY).isProblem(503, "unavailable");

    assertEquals(4, gateway.rooms().asked("/v1/hold").size());
  }

  @Test
  void nothingIsHeldInThePlaceOfAVoidBundleWithoutAKeyOrBeforeAllOfItGoesBack() {
    gateway.bundle(VOID);
    gateway.claim(Map.of()).isProblem(503, "unavailable");
    gateway.bundle(found(BundleState.REFUSED, "void", OrderState.VOID, Stock.LATER));
    var answer = gateway.claim(KEY);

    answer.isProblem(503, "unavailable");
    assertTrue(answer.body().contains("another key"), answer.body());
    assertEquals(4, gateway.rooms().asked("/v1/hold").size());
  }

  private static BundleReply.Found given(String vipDay, String coupon) {
    var parts = List.of(vipDay, coupon);
    return found(BundleState.DELIVERED, "", OrderState.DELIVERED, Stock.CONFIRM, parts);
  }
}
