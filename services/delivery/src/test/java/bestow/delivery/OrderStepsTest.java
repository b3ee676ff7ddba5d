package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.StartException;
import bestow.testing.ApiClient.Answer;
import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.testing.FreePort;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Lane;
import bestow.wire.delivery.OrderExplained;
import bestow.wire.delivery.OrderExplained.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which instance did each step of an order, in which trace it is seen, and what is left out: as
/// operators are told it, over a real Redis and real HTTP.
final class OrderStepsTest {

  private static final String TOKEN = "an-operators-token";
  private static final String CLAIM = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String DESK = "0af7651916cd43dd8448eb211c80319c";
  private static final String DECISION = "{\"by\":\"ann\",\"why\":\"it is back\"}";
  private static final Map<String, String> SETTINGS =
      Map.of("operator.token", TOKEN, "sweep.every", "20ms", "pace.retry-first", "50ms");

  private RedisFixture redis;
  @TempDir private Path folder;

  @BeforeEach
  void start() {
    redis = RedisFixture.start();
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void whatIsDoneLongAfterAClaimIsSeenInItsTrace() throws Exception {
    var number = Samples.number();
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(FreePort.next())) {
      later(delivery, number, traced(CLAIM));
      await(delivery, number, "waiting");
      publish(delivery, peer.port());
      await(delivery, number, "delivered");

      var steps = steps(delivery, number);

      assertTrue(steps.size() >= 4, "accepted, tried twice at least, and delivered: " + steps);
      var attempt = newest(steps);
      for (var step : steps) {
        assertEquals(CLAIM, step.trace(), step::toString);
        assertNotNull(step.instance(), step::toString);
        assertEquals(attempt.instance(), step.instance(), step::toString);
      }
      assertTrue(
          peer.requests().getLast().contains("traceparent: 00-" + CLAIM), "its provider sees it");
    }
  }

  @Test
  void whatNobodyTracesIsToldByInstance() throws Exception {
    var number = Samples.number();
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer.port())) {
      later(delivery, number, Map.of());
      await(delivery, number, "delivered");

      var steps = steps(delivery, number);

      assertEquals(
          List.of("accepted", "attempt", "delivered"), steps.stream().map(Step::what).toList());
      steps.forEach(step -> assertNull(step.trace(), step::toString));
      steps.forEach(step -> assertNotNull(step.instance(), step::toString));
    }
  }

  @Test
  void aPersonsDecisionIsSeenInItsOwnTraceAndTheEndInTheClaims() throws Exception {
    var number = Samples.number();
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer.port())) {
      later(delivery, number, traced(CLAIM));
      await(delivery, number, "delivered");
      var path = "/v1/orders/" + number + "/resend";

      delivery.client().send("POST", path, traced(DESK), DECISION).is(200);

      var steps = steps(delivery, number);
      assertEquals(DESK, one(steps, "resent").trace());
      assertNotNull(one(steps, "resent").instance());
      assertEquals(DESK, one(steps, "answered").trace());
      assertEquals(DESK, newest(steps).trace());
      assertEquals(CLAIM, one(steps, "delivered").trace());
    }
  }

  @Test
  void ofALongOutageItIsToldHowMuchIsLeftOut() throws Exception {
    try (var delivery = start(FreePort.next())) {
      var order = accepted(Samples.number());
      for (int i = 1; i <= Order.ATTEMPTS_MAX + 4; i++) {
        order = tried(order, i);
        if (i <= Order.NOTES_MAX) {
          var dead = DeadLetters.of(order, "not-reached", i);
          order = advance(dead, new Event.Resend("ann", "it is back"), i);
        }
      }
      // As another instance wrote it; nobody sweeps it before its time.
      var _ =
          redis.orders().write(Optional.empty(), new Change(order).due(1_900_000_000_000L).order());

      var told = explained(delivery, order.number());

      assertEquals(new OrderExplained.LeftOut(4, Order.NOTES_MAX), told.leftOut());
      assertEquals(Order.ATTEMPTS_MAX + 4, told.attempts());
      assertEquals(Order.ATTEMPTS_MAX, attempts(told.steps()).count());
      assertEquals(5, attempts(told.steps()).findFirst().orElseThrow().attempt());
    }
  }

  @Test
  void anOrderFromBeforeAnybodyWroteDownByWhomIsReadAndGoneOnWith() throws Exception {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer.port())) {
      var number = Samples.EARLIER;
      redis.damage(number, Samples.EARLIER_TEXT);
      var _ =
          redis.redis().command("ZADD", RedisFixture.due(Lane.FAST, number), "1", number.value());
      await(delivery, number, "delivered");

      var steps = steps(delivery, number);

      assertEquals(
          List.of("accepted", "attempt", "resent", "attempt", "delivered"),
          steps.stream().map(Step::what).toList());
      assertNull(steps.get(0).instance(), "nobody knows any more");
      assertEquals("bestow-delivery-10.0.0.7-8105", steps.get(1).instance());
      assertNull(steps.get(2).instance(), "nobody knows any more");
      assertEquals(steps.get(3).instance(), steps.get(4).instance());
      assertNull(explained(delivery, number).leftOut(), "all is there");
    }
  }

  private DeliveryFixture start(int port) throws StartException {
    var provider = DeliveryFixture.provider(port, Idempotency.ORDER_NUMBER);
    var delivery = DeliveryFixture.start(redis, folder, provider, SETTINGS);
    delivery.awaitPublished(1);
    return delivery;
  }

  private static void publish(DeliveryFixture delivery, int port) {
    var provider = DeliveryFixture.provider(port, Idempotency.ORDER_NUMBER);
    delivery.config().publish(Samples.published(2, provider));
  }

  private static Map<String, String> traced(String trace) {
    return Map.of(
        "Authorization", "Bearer " + TOKEN, "traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
  }

  /// Wants the gift that is delivered once nobody waits for it.
  private static void later(
      DeliveryFixture delivery, OrderNumber number, Map<String, String> headers) {
    var wish = DeliveryFixture.request(number).replace("vip-day", "later");
    delivery.client().send("POST", "/v1/deliver", headers, wish).is(200);
  }

  private static void await(DeliveryFixture delivery, OrderNumber number, String state) {
    Eventually.within(
        DeliveryFixture.LIMIT,
        () -> delivery.order(number, 0).body().contains("\"state\":\"" + state + "\""),
        state);
  }

  private static Order accepted(OrderNumber number) {
    return OrderRules.advance(
            Optional.empty(), new Event.Accept(number, Samples.asked("sandbox@1")), 100)
        .order();
  }

  // A hundred seconds apart, longer than any pause.
  private static Order tried(Order order, int time) {
    var terms = ModelTerms.of(Terms.Kind.SAME_NUMBER);
    var begin =
        new Event.Begin(
            order.number(), order.asked(), "here/1/" + time, Event.Holder.UNKNOWN, terms);
    var end = new Attempt.End("connect", 0);
    var open = advance(order, begin, 100_000L * time);
    return advance(
        open,
        new Event.NotDone(open.attempt(), Attempt.Outcome.NOT_SENT, terms, end),
        100_000L * time);
  }

  private static Order advance(Order order, Event event, long now) {
    return OrderRules.advance(Optional.of(order), event, now).order();
  }

  private static Stream<Step> attempts(List<Step> steps) {
    return steps.stream().filter(step -> step.what().equals("attempt"));
  }

  private static Step newest(List<Step> steps) {
    return attempts(steps).reduce((_, next) -> next).orElseThrow();
  }

  private static Step one(List<Step> steps, String what) {
    return steps.stream().filter(step -> step.what().equals(what)).findFirst().orElseThrow();
  }

  private static List<Step> steps(DeliveryFixture delivery, OrderNumber number)
      throws MalformedJsonException {
    return explained(delivery, number).steps();
  }

  private static OrderExplained explained(DeliveryFixture delivery, OrderNumber number)
      throws MalformedJsonException {
    Answer answer = delivery.client().send("GET", "/v1/orders/" + number, traced(DESK)).is(200);
    return Json.codec(OrderExplained.class).read(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
