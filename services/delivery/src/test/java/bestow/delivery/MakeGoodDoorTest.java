package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.StartException;
import bestow.testing.ApiClient.Answer;
import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.config.Idempotency;
import bestow.wire.delivery.OrderExplained;
import bestow.wire.delivery.OrderState;
import bestow.wire.quota.HoldReply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Giving a gift once more, over a real Redis and real HTTP, with a quota that a test commands.
final class MakeGoodDoorTest {

  private static final String TOKEN = "an-operators-token";
  private static final Map<String, String> OPERATOR = Map.of("Authorization", "Bearer " + TOKEN);
  private static final String WISH = "{\"by\":\"ann\",\"why\":\"it never came\"}";

  private RedisFixture redis;
  private FakePeer peer;
  @TempDir private Path folder;

  @BeforeEach
  void start() {
    redis = RedisFixture.start();
    peer = FakePeer.start(ProviderAnswers.DELIVERED);
  }

  @AfterEach
  void stop() {
    peer.close();
    redis.close();
  }

  @Test
  void anOrderIsMadeGoodOnceAndBothKnowOfEachOther() throws Exception {
    try (var delivery = start(Idempotency.NONE)) {
      var number = delivered(delivery);

      var given = explained(makeGood(delivery, number).is(200));

      var again = new OrderNumber(given.order());
      Eventually.within(
          DeliveryFixture.LIMIT,
          () -> delivery.order(again, 0).body().contains("\"state\":\"delivered\""),
          "it is delivered");
      assertEquals(List.of(again.value()), links(delivery, number, "made-good"));
      assertEquals(List.of(number.value()), links(delivery, again, "makes-good"));
      var asked = delivery.quota().requests().getFirst();
      assertEquals(
          List.of("alice", "spring", "vip-day"),
          List.of(asked.user(), asked.campaign(), asked.gift()));
      assertEquals(number.value(), asked.key());
      assertEquals(1_000, asked.limits().stock());

      var same = makeGood(delivery, number, "{\"by\":\"bob\",\"why\":\"me too\"}").is(200);
      assertEquals(again.value(), explained(same).order());
      assertEquals(2, peer.requests().size(), "neither is sent again");
      assertEquals(1, delivery.quota().requests().size(), "nor held again");
      assertTrue(delivery.question(again).body().contains("confirm"));
    }
  }

  @Test
  void whatGotLostOnTheWayIsGoneOnWith() throws Exception {
    try (var delivery = start(Idempotency.NONE)) {
      var number = delivered(delivery);
      delivery.quota().behave(FakeQuota.Mood.GONE);
      makeGood(delivery, number).isProblem(503, "unavailable");
      delivery.quota().behave(FakeQuota.Mood.BROKEN);
      makeGood(delivery, number).isProblem(503, "unavailable");
      delivery.quota().behave(FakeQuota.Mood.LOSING);
      makeGood(delivery, number).isProblem(503, "unavailable");
      assertEquals(List.of(), links(delivery, number, "made-good"));
      delivery.quota().behave(FakeQuota.Mood.WELL);

      var given = explained(makeGood(delivery, number).is(200));

      assertEquals(List.of(given.order()), links(delivery, number, "made-good"));
      // Its link is as good as lost: the same order is found again, by its number.
      var found = order(number);
      var _ = redis.orders().write(Optional.of(found), unlinked(found));
      assertEquals(given.order(), explained(makeGood(delivery, number).is(200)).order());
      assertEquals(List.of(given.order()), links(delivery, number, "made-good"));
    }
  }

  @Test
  void aNumberThatQuotaGaveForSomethingElseIsNotTaken() throws Exception {
    try (var delivery = start(Idempotency.NONE)) {
      var number = delivered(delivery);
      var other = delivered(delivery);
      delivery.quota().answer(new HoldReply.Held(other.value(), true));

      makeGood(delivery, number).isProblem(503, "unavailable");

      assertEquals(List.of(), links(delivery, number, "made-good"));
    }
  }

  @Test
  void withoutStockOrAllowanceNothingIsGiven() throws Exception {
    try (var delivery = start(Idempotency.NONE, Map.of("make-good.daily-max", "1"))) {
      var number = delivered(delivery);
      var other = delivered(delivery);
      for (var refusal :
          Map.of(
                  new HoldReply.SoldOut(), "sold-out",
                  new HoldReply.DailyGone(60), "sold-out",
                  new HoldReply.OrderOpen(), "order-open",
                  new HoldReply.LimitReached(1_000), "not-possible")
              .entrySet()) {
        delivery.quota().answer(refusal.getKey());
        makeGood(delivery, number).isProblem(409, refusal.getValue());
      }
      delivery.quota().answer(new HoldReply.KeyInFlight());
      makeGood(delivery, number).isProblem(503, "unavailable");

      makeGood(delivery, other).isProblem(409, "limit-reached");
      int asked = delivery.quota().requests().size();
      makeGood(delivery, other, "{\"by\":\"bob\",\"why\":\"x\"}").isProblem(503, "unavailable");

      assertEquals(
          asked + 1, delivery.quota().requests().size(), "bob has an allowance of his own");
      assertEquals(2, peer.requests().size(), "nothing was sent");
    }
  }

  @Test
  void whatCanBeSentAgainIsSentAgainFirst() throws Exception {
    try (var delivery = start(Idempotency.ORDER_NUMBER)) {
      var number = delivered(delivery);
      var first = makeGood(delivery, number).isProblem(409, "not-possible");
      assertTrue(first.body().contains("resend it first"), first.body());

      decide(delivery, number, "resend", WISH).is(200);

      makeGood(delivery, number).is(200);
    }
  }

  @Test
  void whatIsNotAtItsEndIsNotMadeGood() throws Exception {
    try (var delivery = start(Idempotency.NONE)) {
      makeGood(delivery, Samples.number()).isProblem(404, "unknown-order");
      for (var state : OrderState.values()) {
        boolean may =
            switch (state) {
              case DELIVERED, PRESUMED, REFUSED, REVOKED -> true;
              case ACCEPTED, ATTEMPTING, WAITING, UNCERTAIN, VOID, REVOKING -> false;
            };
        var number = Samples.number();
        // Nobody sweeps it before its time.
        var order = new Change(accepted(number)).state(state, 2, may ? 0 : 1_900_000_000_000L);
        var _ = redis.orders().write(Optional.empty(), order.order());

        assertEquals(may ? 200 : 409, makeGood(delivery, number).status(), state.word());
      }
      // It may be given up yet, or not.
      var presumed = new Change(accepted(Samples.number())).state(OrderState.PRESUMED, 2, 0);
      var dead = DeadLetters.of(presumed.order(), DeadLetters.PRESUMED, 3);
      var _ = redis.orders().write(Optional.empty(), dead);
      makeGood(delivery, dead.number()).isProblem(409, "not-possible");
    }
  }

  @Test
  void onlyOperatorsComeInAndOnlyWithWhatMakesSense() throws Exception {
    try (var delivery = start(Idempotency.NONE)) {
      var number = delivered(delivery);
      var path = "/v1/orders/" + number + "/make-good";
      delivery.client().send("POST", path, Map.of(), WISH).isProblem(401, "token-invalid");
      for (var body :
          List.of(
              "", "{}", "[]", "{\"by\":\"ann\"}", "{\"by\":\"\",\"why\":\"x\"}", "{\"by\":7}")) {
        makeGood(delivery, number, body).isTheSendersFault();
      }
      delivery
          .client()
          .send("POST", "/v1/orders/no-number/make-good", OPERATOR, WISH)
          .isProblem(404, "unknown-order");

      assertEquals(List.of(), delivery.quota().requests());
    }
  }

  private DeliveryFixture start(Idempotency idempotency) throws StartException {
    return start(idempotency, Map.of());
  }

  private DeliveryFixture start(Idempotency idempotency, Map<String, String> more)
      throws StartException {
    var settings = new HashMap<>(more);
    settings.putAll(Map.of("operator.token", TOKEN, "sweep.every", "50ms"));
    var provider = DeliveryFixture.provider(peer.port(), idempotency);
    var delivery = DeliveryFixture.start(redis, folder, provider, settings);
    delivery.awaitPublished(1);
    return delivery;
  }

  private static OrderNumber delivered(DeliveryFixture delivery) {
    var number = Samples.number();
    delivery.deliver(number).is(200);
    return number;
  }

  private Order accepted(OrderNumber number) {
    var event = new Event.Accept(number, Samples.asked("sandbox@1"));
    return OrderRules.advance(Optional.empty(), event, 1).order();
  }

  private Order order(OrderNumber number) {
    if (redis.orders().read(number) instanceof OrderStore.Read.Is(var order)) {
      return order.orElseThrow();
    }
    throw new AssertionError("no order " + number);
  }

  private static Order unlinked(Order order) {
    return new Order(
        order.number(),
        order.asked(),
        order.version() + 1,
        order.state(),
        order.attempt(),
        order.doubt(),
        order.risks(),
        order.answer(),
        order.dead(),
        order.acceptedAt(),
        order.changedAt(),
        order.dueAt(),
        order.attempts(),
        List.of(),
        order.past());
  }

  private static List<String> links(DeliveryFixture delivery, OrderNumber number, String what)
      throws MalformedJsonException {
    var answer = delivery.client().send("GET", "/v1/orders/" + number, OPERATOR).is(200);
    return explained(answer).steps().stream()
        .filter(step -> step.what().equals(what))
        .map(step -> step.order() + "")
        .toList();
  }

  private static Answer makeGood(DeliveryFixture delivery, OrderNumber number) {
    return makeGood(delivery, number, WISH);
  }

  private static Answer makeGood(DeliveryFixture delivery, OrderNumber number, String body) {
    return decide(delivery, number, "make-good", body);
  }

  private static Answer decide(
      DeliveryFixture delivery, OrderNumber number, String act, String body) {
    return delivery.client().send("POST", "/v1/orders/" + number + "/" + act, OPERATOR, body);
  }

  private static OrderExplained explained(Answer answer) throws MalformedJsonException {
    return Json.codec(OrderExplained.class).read(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
