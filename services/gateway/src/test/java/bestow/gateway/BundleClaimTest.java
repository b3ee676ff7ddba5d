package bestow.gateway;

import static bestow.gateway.FakeRooms.ORDER;
import static bestow.gateway.FakeRooms.TRAIL;
import static bestow.gateway.FakeRooms.asked;
import static bestow.gateway.GatewayFixture.SIGNED_IN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Outcome;
import bestow.server.StartException;
import bestow.testing.ApiClient.Answer;
import bestow.testing.Eventually;
import bestow.wire.delivery.BundleReply;
import bestow.wire.delivery.BundleState;
import bestow.wire.delivery.DeliverReply;
import bestow.wire.delivery.OrderReply;
import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.QuestionsReply;
import bestow.wire.delivery.QuestionsReply.Stock;
import bestow.wire.quota.HoldReply;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `POST /v1/claims` of a bundle: every answer it has.
final class BundleClaimTest {
  static final String COUPON = "abcdefghijklmnopqrstuvwx1e000001";
  private static final Map<String, String> KEY = Map.of("Idempotency-Key", "mine");
  private static final String NUMBER = BundleNumber.of(List.of(ORDER, COUPON));
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private GatewayFixture gateway;

  @BeforeEach
  void start() throws StartException {
    gateway = GatewayFixture.start();
    hold("vip-day", new HoldReply.Held(ORDER, false));
    hold("coupon", new HoldReply.Held(COUPON, false));
    bundle(found(BundleState.DELIVERED, "", OrderState.DELIVERED, Stock.CONFIRM));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aBundleIsHeldWholeDeliveredWholeAndConfirmed() {
    var answer = claim(Map.of()).is(200);

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
    eventuallyAsked("/v1/settle", settled(ORDER, "confirm"));
    eventuallyAsked("/v1/settle", settled(COUPON, "confirm"));
    eventuallyAsked("/v1/reports", "\"gift\":\"welcome\"");
  }

  @Test
  void whatIsHeldGoesBackByDeliverysWordWhereAnotherGiftIsNot() {
    hold("coupon", new HoldReply.SoldOut());
    var release = new QuestionsReply.Answer(ORDER, Stock.RELEASE);
    gateway
        .rooms()
        .reply("/v1/questions", QuestionsReply.class, new QuestionsReply(List.of(release)));

    claim(Map.of()).isProblem(409, "sold-out");

    eventuallyAsked("/v1/settle", settled(ORDER, "release"));
    assertEquals(List.of(), gateway.rooms().asked("/v1/bundle"));
  }

  @Test
  void whatAnotherClickHoldsIsLeftAlone() {
    hold("vip-day", new HoldReply.Held(ORDER, true));
    hold("coupon", new HoldReply.LimitReached(3));

    claim(Map.of()).isProblem(409, "limit-reached");

    assertEquals(List.of(), gateway.rooms().asked("/v1/questions"));
  }

  @Test
  void aBundleThatIsNotGivenIsRefusedAndReleased() {
    bundle(found(BundleState.REFUSED, "not-eligible", OrderState.REVOKED, Stock.RELEASE));

    claim(Map.of()).isProblem(403, "not-eligible");

    eventuallyAsked("/v1/settle", settled(ORDER, "release"));
    bundle(found(BundleState.REFUSED, "taken", OrderState.REFUSED, Stock.LATER));
    claim(Map.of()).isProblem(409, "key-in-flight");
    bundle(found(BundleState.REFUSED, "void", OrderState.VOID, Stock.RELEASE));
    claim(Map.of()).isProblem(503, "unavailable");
  }

  @Test
  void aBundleThatTakesLongerIsPromised() {
    for (var state :
        List.of(BundleState.TAKING, BundleState.PIVOT, BundleState.FORWARD, BundleState.UNDOING)) {
      bundle(found(state, "", OrderState.ATTEMPTING, Stock.LATER));

      var answer = claim(Map.of()).is(202);

      assertEquals(Optional.of("/v1/claims/" + NUMBER), answer.header("location"));
      assertTrue(answer.body().contains("\"promisedBy\":\"1970-01-01T00:00:02Z\""));
    }
    assertEquals(List.of(), gateway.rooms().asked("/v1/settle"));
  }

  @Test
  void nothingIsPromisedThatDeliveryMayNotHaveHeardOf() {
    gateway.rooms().outcome("/v1/bundle", new Outcome.MaybeApplied("read timeout", TRAIL));
    claim(Map.of()).isProblem(503, "in-doubt");
    gateway.rooms().outcome("/v1/bundle", new Outcome.NotSent("refused", TRAIL));
    claim(Map.of()).isProblem(503, "unavailable");
    assertEquals(List.of(), gateway.rooms().asked("/v1/promise"));
  }

  @Test
  void eachGiftHasAKeyOfItsOwn() {
    claim(KEY).is(200);

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
    gateway.claim().isProblem(409, "key-in-flight");
    gateway.rooms().reply("/v1/deliver", DeliverReply.class, new DeliverReply.Revoked());
    gateway.claim().isProblem(403, "not-eligible");
    eventuallyAsked("/v1/settle", settled(ORDER, "confirm"));
  }

  static BundleReply.Found found(BundleState state, String reason, OrderState order, Stock stock) {
    return found(state, reason, order, stock, List.of(ORDER, COUPON));
  }

  static BundleReply.Found found(
      BundleState state, String reason, OrderState order, Stock stock, List<String> parts) {
    return new BundleReply.Found(
        "alice",
        "bundled",
        "welcome",
        state,
        reason,
        1_000,
        2_000,
        List.of(
            new BundleReply.Part(parts.getFirst(), "vip-day", order, "r-1", stock),
            new BundleReply.Part(parts.getLast(), "coupon", order, "r-1", stock)));
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

  private Answer post(String body) {
    return gateway.client().send("POST", "/v1/claims", SIGNED_IN, body);
  }

  private Answer look() {
    return gateway.client().send("GET", "/v1/claims/" + NUMBER, SIGNED_IN);
  }

  static String settled(String order, String end) {
    return "{\"order\":\"%s\",\"end\":\"%s\"}".formatted(order, end);
  }

  private void eventuallyAsked(String path, String part) {
    Eventually.within(
        LIMIT,
        () -> gateway.rooms().asked(path).stream().anyMatch(body -> body.contains(part)),
        path + " is told " + part);
  }
}
