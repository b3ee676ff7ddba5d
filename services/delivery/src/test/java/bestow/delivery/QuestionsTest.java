package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.StartException;
import bestow.testing.Act;
import bestow.testing.FakePeer;
import bestow.testing.FreePort;
import bestow.wire.config.Idempotency;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of the stock that is held for an order, over real HTTP.
final class QuestionsTest {

  private static RedisFixture redis;
  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    redis = RedisFixture.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Test
  void anOrderThatIsUnknownIsVoidFromThenOnAndNeverDelivered() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer.port())) {
      var number = Samples.number();

      assertStock("release", number, delivery);

      assertEquals(
          "{\"reply\":\"refused\",\"reason\":\"void\"}", delivery.deliver(number).is(200).body());
      assertStock("release", number, delivery);
      assertTrue(delivery.order(number, 0).body().contains("\"state\":\"void\""));
      assertEquals(List.of(), peer.requests());
      assertEquals(Optional.empty(), redis.due(number));
    }
  }

  @Test
  void anOrderThatIsUnknownButPromisedIsTakenOnAndNeverMadeVoid() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer.port())) {
      // From then on it knows what is published.
      var _ = delivery.deliver(Samples.number()).is(200);
      var number = Samples.number();

      for (int again = 0; again < 2; again++) {
        assertEquals(
            "{\"orders\":[{\"order\":\"%s\",\"stock\":\"later\"}]}".formatted(number),
            delivery.client().post("/v1/questions", promised(number, "vip-day")).is(200).body());
      }

      var seen = delivery.order(number, 0).body();
      assertTrue(seen.contains("\"state\":\"accepted\""), seen);
      assertTrue(seen.contains("\"promisedBy\":1795269600000"), seen);
      assertTrue(redis.due(number).isPresent());
      assertTrue(delivery.deliver(number).is(200).body().startsWith("{\"reply\":\"delivered\""));
      assertStock("confirm", number, delivery);
    }
  }

  @Test
  void aPromisedOrderThatNobodyCanDeliverNowStaysHeldAndIsNotMadeVoid() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer.port())) {
      var _ = delivery.deliver(Samples.number()).is(200);
      var number = Samples.number();

      var answer = delivery.client().post("/v1/questions", promised(number, "car")).is(200);

      assertTrue(answer.body().contains("\"stock\":\"later\""), answer.body());
      assertTrue(delivery.order(number, 0).body().contains("\"reply\":\"unknown\""));
    }
  }

  private static String promised(OrderNumber number, String gift) {
    return "{\"orders\":[{\"order\":\"%s\",\"user\":\"alice\",\"campaign\":\"spring\",\"gift\":\"%s\",\"promisedBy\":1795269600000}]}"
        .formatted(number, gift);
  }

  @Test
  void aDeliveredOrdersStockIsGivenAway() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer.port())) {
      var number = Samples.number();
      var _ = delivery.deliver(number).is(200);

      assertStock("confirm", number, delivery);
    }
  }

  @Test
  void aRefusedOrdersStockGoesBack() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.REFUSED);
        var delivery = start(peer.port())) {
      var number = Samples.number();
      var _ = delivery.deliver(number).is(200);

      assertStock("release", number, delivery);
    }
  }

  @Test
  void theStockOfAnOrderThatMayStillBeDeliveredStaysHeld() throws StartException {
    try (var peer = FakePeer.start(Act.fail(Act.Moment.REQUEST, Act.Fault.RESET));
        var delivery = start(peer.port());
        var unreached =
            DeliveryFixture.start(
                redis, folder.resolve("other"), FreePort.next(), Idempotency.ORDER_NUMBER)) {
      var uncertain = Samples.number();
      var waiting = Samples.number();
      var _ = delivery.deliver(uncertain).is(200);
      var _ = unreached.deliver(waiting).is(200);

      assertStock("later", uncertain, delivery);
      assertStock("later", waiting, delivery);
      assertTrue(delivery.order(waiting, 0).body().contains("\"state\":\"waiting\""));
    }
  }

  @Test
  void anotherUsersOrderOrADamagedOneStaysHeld() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.REFUSED);
        var delivery = start(peer.port())) {
      var number = Samples.number();
      var damaged = Samples.number();
      redis.damage(damaged, "no record");
      var _ = delivery.deliver(number).is(200);

      var answer =
          delivery.client().post("/v1/questions", DeliveryFixture.question(number, "bob")).is(200);

      assertTrue(answer.body().contains("\"stock\":\"later\""), answer.body());
      assertStock("later", damaged, delivery);
    }
  }

  @Test
  void aHundredAreAnsweredInTheOrderOfTheQuestionsAndNoMore() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer.port())) {
      var delivered = Samples.number();
      var _ = delivery.deliver(delivered).is(200);
      var numbers =
          IntStream.range(0, 100).mapToObj(i -> i == 50 ? delivered : Samples.number()).toList();

      var body = delivery.client().post("/v1/questions", questions(numbers)).is(200).body();

      var expected =
          numbers.stream()
              .map(
                  number ->
                      "{\"order\":\"%s\",\"stock\":\"%s\"}"
                          .formatted(number, number.equals(delivered) ? "confirm" : "release"))
              .collect(Collectors.joining(",", "{\"orders\":[", "]}"));
      assertEquals(expected, body);
      var tooMany = IntStream.range(0, 101).mapToObj(_ -> Samples.number()).toList();
      var _ = delivery.client().post("/v1/questions", questions(tooMany)).isTheSendersFault();
    }
  }

  private static String questions(List<OrderNumber> numbers) {
    return numbers.stream()
        .map(
            number ->
                "{\"order\":\"%s\",\"user\":\"alice\",\"campaign\":\"spring\",\"gift\":\"vip-day\"}"
                    .formatted(number))
        .collect(Collectors.joining(",", "{\"orders\":[", "]}"));
  }

  private static void assertStock(String stock, OrderNumber number, DeliveryFixture delivery) {
    assertEquals(
        "{\"orders\":[{\"order\":\"%s\",\"stock\":\"%s\"}]}".formatted(number, stock),
        delivery.question(number).is(200).body());
  }

  private DeliveryFixture start(int port) throws StartException {
    return DeliveryFixture.start(redis, folder, port, Idempotency.ORDER_NUMBER);
  }
}
