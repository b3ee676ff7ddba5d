package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.StartException;
import bestow.testing.Act;
import bestow.testing.ApiClient.Answer;
import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Provider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Taking a delivered order back, over a real Redis and real HTTP.
final class RevokeDoorTest {

  private static final String TOKEN = "an-operators-token";
  private static final Map<String, String> OPERATOR = Map.of("Authorization", "Bearer " + TOKEN);
  private static final String WISH = "{\"by\":\"ann\",\"why\":\"paid back\"}";
  private static final Act BROKEN = Act.answer(500, "{}");
  private static final Act TAKEN_BACK = Act.answer(200, "{}");

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
  void aDeliveredOrderIsTakenBackAndStaysGivenAway() throws StartException {
    var number = Samples.number();
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED, BROKEN, BROKEN, TAKEN_BACK);
        var delivery = start(peer)) {
      delivery.deliver(number).is(200);

      assertTrue(revoke(delivery, number).is(200).body().contains("\"state\":\"revoking\""));
      awaitState(delivery, number, "revoked");

      var deletes = peer.requests().stream().filter(one -> one.startsWith("DELETE ")).toList();
      assertEquals(3, deletes.size(), () -> "asked again until it is answered: " + deletes);
      assertTrue(deletes.getFirst().startsWith("DELETE /gifts/" + number + " HTTP/1.1"));
      assertTrue(delivery.question(number).body().contains("confirm"));
      assertEquals("{\"reply\":\"revoked\"}", delivery.deliver(number).is(200).body());
      var again = revoke(delivery, number).is(200).body();
      assertTrue(again.contains("\"state\":\"revoked\""), again);
      assertTrue(again.contains("\"by\":\"ann\",\"why\":\"paid back\""), again);
      assertEquals(4, peer.requests().size(), "neither delivered nor taken back again");
    }
  }

  @Test
  void whatItsProviderDoesNotTakeBackIsAPersons() throws StartException {
    var number = Samples.number();
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED, ProviderAnswers.REFUSED);
        var delivery = start(peer)) {
      delivery.deliver(number).is(200);

      revoke(delivery, number).is(200);
      Eventually.within(
          DeliveryFixture.LIMIT,
          () -> letters(delivery).contains("\"reason\":\"revoke-refused\""),
          "it is a dead letter");
      delivery.client().send("POST", letter(number, "give-up"), OPERATOR, WISH).is(200);

      assertTrue(delivery.deliver(number).is(200).body().startsWith("{\"reply\":\"delivered\""));
      assertEquals("{\"letters\":[]}", letters(delivery));
      assertEquals(2, peer.requests().size());
    }
  }

  @Test
  void whatCannotBeTakenBackIsRefusedWithAReason() throws StartException {
    var number = Samples.number();
    var fixed = DeliveryFixture.provider(1, Idempotency.NONE);
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer)) {
      revoke(delivery, number).isProblem(404, "unknown-order");
      var _ = redis.orders().write(Optional.empty(), accepted(number));
      revoke(delivery, number).isProblem(409, "not-possible");
      var other = Samples.number();
      delivery.deliver(other).is(200);
      publish(delivery, 2, fixed);
      assertTrue(revoke(delivery, other).body().contains("not published at that endpoint"));
      publish(delivery, 3, Samples.lasting(peer.port()));
      assertTrue(revoke(delivery, other).body().contains("takes nothing back"));
      revoke(delivery, other).isProblem(409, "not-revocable");

      assertTrue(delivery.order(other, 0).body().contains("\"state\":\"delivered\""));
      assertEquals(1, peer.requests().size());
      var path = "/v1/orders/" + other + "/revoke";
      delivery.client().send("POST", path, Map.of(), WISH).isProblem(401, "token-invalid");
      for (var body : List.of("", "{}", "{\"by\":\"ann\"}", "{\"by\":\"\",\"why\":\"x\"}")) {
        delivery.client().send("POST", path, OPERATOR, body).isTheSendersFault();
      }
    }
  }

  private static void publish(DeliveryFixture delivery, int version, Provider provider) {
    delivery.config().publish(Samples.published(version, provider));
    delivery.awaitPublished(version);
  }

  /// Accepted, and due in far future, so that no sweeper goes on with it.
  private static Order accepted(OrderNumber number) {
    var event = new Event.Accept(number, Samples.asked("sandbox@1"));
    var order = OrderRules.advance(Optional.empty(), event, 1).order();
    return new Change(order).due(1_900_000_000_000L).order();
  }

  private DeliveryFixture start(FakePeer peer) throws StartException {
    return DeliveryFixture.start(
        redis,
        folder,
        DeliveryFixture.provider(peer.port(), Idempotency.ORDER_NUMBER),
        Map.of("operator.token", TOKEN, "sweep.every", "50ms"));
  }

  private static Answer revoke(DeliveryFixture delivery, OrderNumber number) {
    return delivery.client().send("POST", "/v1/orders/" + number + "/revoke", OPERATOR, WISH);
  }

  private static String letters(DeliveryFixture delivery) {
    return delivery.client().send("GET", "/v1/dead-letters", OPERATOR).is(200).body();
  }

  private static String letter(OrderNumber number, String act) {
    return "/v1/dead-letters/" + number + "/" + act;
  }

  private static void awaitState(DeliveryFixture delivery, OrderNumber number, String state) {
    Eventually.within(
        DeliveryFixture.LIMIT,
        () -> delivery.order(number, 0).body().contains("\"state\":\"" + state + "\""),
        "it is " + state);
  }
}
