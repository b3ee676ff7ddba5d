package bestow.gateway;

import static bestow.gateway.BundleFixture.COUPON;
import static bestow.gateway.BundleFixture.KEY;
import static bestow.gateway.BundleFixture.found;
import static bestow.gateway.BundleFixture.settled;
import static bestow.gateway.FakeRooms.ORDER;
import static bestow.gateway.FakeRooms.TRAIL;
import static bestow.gateway.GatewayFixture.SIGNED_IN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Outcome;
import bestow.server.StartException;
import bestow.testing.ApiClient.Answer;
import bestow.wire.delivery.BundleReply;
import bestow.wire.delivery.BundleState;
import bestow.wire.delivery.DeliverReply;
import bestow.wire.delivery.OrderReply;
import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply;
import bestow.wire.delivery.QuestionsReply.Stock;
import bestow.wire.quota.HoldReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `POST /v1/claims` of a bundle: every answer it has.
final class BundleClaimTest {
  private static final String NUMBER = BundleNumber.of(List.of(ORDER, COUPON));

  private BundleFixture gateway;

  @BeforeEach
  void start() throws StartException {
    gateway = BundleFixture.start();
    gateway.bundle(found(BundleState.DELIVERED, "", OrderState.DELIVERED, Stock.CONFIRM));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aBundleIsHeldWholeDeliveredWholeAndConfirmed() {
    var answer = gateway.claim(Map.of()).is(200);

    assertEquals(
        "{\"order\":\""
            + NUMBER
            + "\",\"campaign\":\"bundled\",\"bundle\":\"welcome\",\"status\":\"delivered\","
            + "\"deliveredAt\":\"1970-01-01T00:00:01Z\",\"parts\":[{\"order\":\""
            + ORDER
            + "\",\"gift\":\"vip-day\",\"status\":\"delivered\",\"receipt\":\"r-1\"},{\"order\":\""
            + COUPON
            + "\",\"gift\":\"coupon\",\"status\":\"delivered\",\"receipt\":\"r-1\"}]}",
        answer.body());
    assertEquals(ORDER.substring(24, 26), NUMBER.substring(24, 26));
    assertEquals(
        List.of(
            "{\"order\":\"%s\",\"user\":\"alice\",\"campaign\":\"bundled\",\"bundle\":\"welcome\",\"parts\":[{\"order\":\"%s\",\"gift\":\"vip-day\"},{\"order\":\"%s\",\"gift\":\"coupon\"}],\"version\":3}"
                .formatted(NUMBER, ORDER, COUPON)),
        gateway.rooms().asked("/v1/bundle"));
    gateway.rooms().awaitAsked("/v1/settle", settled(ORDER, "confirm"));
    gateway.rooms().awaitAsked("/v1/settle", settled(COUPON, "confirm"));
    gateway.rooms().awaitAsked("/v1/reports", "\"gift\":\"welcome\"");
  }

  @Test
  void whatIsHeldGoesBackByDeliverysWordWhereAnotherGiftIsNot() {
    gateway.hold("coupon", new HoldReply.SoldOut());
    var release = new QuestionsReply.Answer(ORDER, Stock.RELEASE);
    gateway
        .rooms()
        .reply("/v1/questions", QuestionsReply.class, new QuestionsReply(List.of(release)));

    gateway.claim(Map.of()).isProblem(409, "sold-out");

    gateway.rooms().awaitAsked("/v1/settle", settled(ORDER, "release"));
    assertEquals(List.of(), gateway.rooms().asked("/v1/bundle"));
  }

  @Test
  void whatAnotherClickHoldsIsLeftAlone() {
    gateway.hold("vip-day", new HoldReply.Held(ORDER, true));
    gateway.hold("coupon", new HoldReply.LimitReached(3));

    gateway.claim(Map.of()).isProblem(409, "limit-reached");

    assertEquals(List.of(), gateway.rooms().asked("/v1/questions"));
  }

  @Test
  void aBundleThatIsNotGivenIsRefusedAndReleased() {
    gateway.bundle(found(BundleState.REFUSED, "not-eligible", OrderState.REVOKED, Stock.RELEASE));

    gateway.claim(Map.of()).isProblem(403, "not-eligible");

    gateway.rooms().awaitAsked("/v1/settle", settled(ORDER, "release"));
    gateway.bundle(found(BundleState.REFUSED, "taken", OrderState.REFUSED, Stock.LATER));
    gateway.claim(Map.of()).isProblem(409, "key-in-flight");
    gateway.bundle(found(BundleState.REFUSED, "void", OrderState.VOID, Stock.RELEASE));
    gateway.claim(Map.of()).isProblem(503, "unavailable");
  }

  @Test
  void aBundleThatTakesLongerIsPromised() {
    for (var state :
        List.of(BundleState.TAKING, BundleState.PIVOT, BundleState.FORWARD, BundleState.UNDOING)) {
      gateway.bundle(found(state, "", OrderState.ATTEMPTING, Stock.LATER));

      var answer = gateway.claim(Map.of()).is(202);

      assertEquals(Optional.of("/v1/claims/" + NUMBER), answer.header("location"));
      assertTrue(answer.body().contains("\"promisedBy\":\"1970-01-01T00:00:02Z\""));
    }
    assertEquals(List.of(), gateway.rooms().asked("/v1/settle"));
  }

  @Test
  void nothingIsPromisedThatDeliveryMayNotHaveHeardOf() {
    gateway.rooms().outcome("/v1/bundle", new Outcome.MaybeApplied("read timeout", TRAIL));
    gateway.claim(Map.of()).isProblem(503, "in-doubt");
    gateway.rooms().outcome("/v1/bundle", new Outcome.NotSent("refused", TRAIL));
    gateway.claim(Map.of()).isProblem(503, "unavailable");
    assertEquals(List.of(), gateway.rooms().asked("/v1/promise"));
  }

  @Test
  void eachGiftHasAKeyOfItsOwn() {
    gateway.claim(KEY).is(200);

    var keys =
        gateway.rooms().asked("/v1/hold").stream()
            .map(body -> body.replaceFirst(".*\"key\":\"([^\"]*)\".*", "$1"))
            .distinct()
            .toList();
    assertEquals(2, keys.size());
    assertTrue(keys.stream().allMatch(key -> key.matches("[0-9a-f]{64}")), keys.toString());
  }

  @Test
  void aBundleIsLookedAtByItsNumber() {
    gateway.rooms().reply("/v1/order", OrderReply.class, new OrderReply.Unknown());
    var seen = found(BundleState.REFUSED, "not-eligible", OrderState.REVOKED, Stock.RELEASE);
    gateway.rooms().reply("/v1/bundle/look", BundleReply.class, seen);

    var body = look().is(200).body();

    assertTrue(body.contains("\"status\":\"refused\",\"reason\":\"not-eligible\""), body);
    assertTrue(body.contains("\"gift\":\"coupon\",\"status\":\"revoked\"}"), body);
    gateway.rooms().reply("/v1/bundle/look", BundleReply.class, of("bob", seen));
    look().isProblem(404, "unknown-order");
  }

  @Test
  void aClaimIsOfAGiftOrOfABundle() {
    post("{\"campaign\":\"bundled\"}").isTheSendersFault();
    post("{\"campaign\":\"bundled\",\"gift\":\"coupon\",\"bundle\":\"welcome\"}")
        .isTheSendersFault();
    post("{\"campaign\":\"bundled\",\"bundle\":\"farewell\"}").isProblem(404, "unknown-bundle");
    post("{\"campaign\":\"bundled\",\"bundle\":\"Well come\"}").isProblem(422, "invalid");
    post("{\"campaign\":\"bundled\",\"bundle\":\"coupon\"}").isProblem(404, "unknown-bundle");
  }

  @Test
  void aGiftThatABundleHasIsNotDeliveredByItself() {
    gateway.rooms().reply("/v1/deliver", DeliverReply.class, new DeliverReply.OfBundle());
    gateway.claimGift().isProblem(409, "key-in-flight");
    gateway.rooms().reply("/v1/deliver", DeliverReply.class, new DeliverReply.Revoked());
    gateway.claimGift().isProblem(403, "not-eligible");
    gateway.rooms().awaitAsked("/v1/settle", settled(ORDER, "confirm"));
  }

  private static BundleReply of(String user, BundleReply.Found one) {
    return new BundleReply.Found(
        user,
        one.campaign(),
        one.bundle(),
        one.state(),
        one.reason(),
        one.changedAt(),
        one.promisedBy(),
        one.parts());
  }

  private Answer post(String body) {
    return gateway.client().send("POST", "/v1/claims", SIGNED_IN, body);
  }

  private Answer look() {
    return gateway.client().send("GET", "/v1/claims/" + NUMBER, SIGNED_IN);
  }
}
