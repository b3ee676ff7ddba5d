package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.StartException;
import bestow.testing.Act;
import bestow.testing.ApiClient.Answer;
import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Lane;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bundles over a real Redis and real HTTP: of a gift that the user waits for, and of one that is
/// queued.
final class BundleDoorTest {

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
  void aBundleIsDeliveredWholeAndItsStockGivenAway() throws StartException {
    var parts = List.of(Samples.number(), Samples.number());
    var number = Samples.number();
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer)) {
      assertEquals("{\"reply\":\"unknown\"}", look(delivery, number, 0).body());
      var answer = deliver(delivery, number, parts).is(200);
      assertTrue(
          answer.body().startsWith("{\"reply\":\"found\",\"user\":\"alice\""), answer.body());
      var seen = look(delivery, number, 20_000).is(200);

      assertTrue(seen.body().contains("\"state\":\"delivered\",\"reason\":\"\""), seen.body());
      assertEquals(2, seen.body().split("\"stock\":\"confirm\"", -1).length - 1, seen.body());
      assertEquals(2, peer.requests().size());
      assertTrue(delivery.question(parts.getFirst()).body().contains("confirm"));
      assertEquals(seen.body(), deliver(delivery, number, parts).is(200).body());
      assertEquals(2, peer.requests().size());
      assertEquals("{\"reply\":\"of-bundle\"}", delivery.deliver(parts.getFirst()).is(200).body());
      deliver(delivery, number, List.of(parts.getLast(), parts.getFirst()))
          .isProblem(409, "order-mismatch");
    }
  }

  @Test
  void aBundleWithAGiftThatIsRefusedIsTakenBackAndItsStockGoesBack() throws StartException {
    var parts = List.of(Samples.number(), Samples.number());
    var number = Samples.number();
    // Quota has asked about the second one before: it is void.
    try (var peer = FakePeer.start(Act.answer(200, "{\"receipt\":\"r-1\"}"));
        var delivery = start(peer)) {
      var asked = new Asked("alice", "spring", "later", 1, "", Lane.FAST, 0);
      var event = new Event.Forbid(parts.getLast(), asked);
      var tombstone = OrderRules.advance(Optional.empty(), event, 1).order();
      var _ = redis.orders().write(Optional.empty(), tombstone);

      deliver(delivery, number, parts).is(200);
      Eventually.within(
          DeliveryFixture.LIMIT,
          () -> look(delivery, number, 0).body().contains("\"state\":\"refused\""),
          "it is refused");

      assertTrue(look(delivery, number, 0).body().contains("\"reason\":\"void\""));
      assertTrue(delivery.question(parts.getFirst()).body().contains("release"));
      assertEquals(List.of(), peer.requests(), "nothing was ever sent");
    }
  }

  @Test
  void whatIsNoBundleIsRefused() throws StartException {
    var order = Samples.number();
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer)) {
      for (var body :
          List.of(
              "{}",
              body(order, List.of()),
              body(order, List.of(Samples.number())),
              body(order, List.of(order, order)),
              body(order, List.of(Samples.number(), Samples.number())).replace("later", "vip-day"),
              body(order, List.of(Samples.number(), Samples.number())).replace("alice", ""))) {
        delivery.client().post("/v1/bundle", body).isTheSendersFault();
      }
      var wrong = body(order, List.of(Samples.number(), Samples.number()));
      delivery
          .client()
          .post("/v1/bundle", wrong.replace(order.value(), "no-number"))
          .isProblem(422, "invalid");
      delivery
          .client()
          .post("/v1/bundle", wrong.replace("later", "car"))
          .isProblem(503, "unavailable");
      assertEquals(List.of(), peer.requests());
    }
  }

  private DeliveryFixture start(FakePeer peer) throws StartException {
    var delivery =
        DeliveryFixture.start(
            redis,
            folder,
            DeliveryFixture.provider(peer.port(), Idempotency.ORDER_NUMBER),
            Map.of("sweep.every", "50ms"));
    delivery.awaitPublished(1);
    return delivery;
  }

  private static Answer deliver(
      DeliveryFixture delivery, OrderNumber number, List<OrderNumber> parts) {
    return delivery.client().post("/v1/bundle", body(number, parts));
  }

  private static Answer look(DeliveryFixture delivery, OrderNumber number, int waitMillis) {
    return delivery.client().post("/v1/bundle/look", DeliveryFixture.look(number, waitMillis));
  }

  private static String body(OrderNumber number, List<OrderNumber> parts) {
    var gifts = List.of("vip-day", "later");
    var text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      text.append(i == 0 ? "" : ",")
          .append("{\"order\":\"%s\",\"gift\":\"%s\"}".formatted(parts.get(i), gifts.get(i)));
    }
    return "{\"order\":\"%s\",\"user\":\"alice\",\"campaign\":\"spring\",\"bundle\":\"welcome\",\"parts\":[%s],\"version\":1}"
        .formatted(number, text);
  }
}
