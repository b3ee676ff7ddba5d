package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.StartException;
import bestow.testing.Act;
import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.testing.FreePort;
import bestow.testing.MalformedJson;
import bestow.wire.config.Idempotency;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Delivery's doors over real HTTP, each answer held to the served description.
final class DeliveryApiTest {

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
  void anOrderIsDeliveredOnceAndTheAnswerStays() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer)) {
      var number = Samples.number();

      var first = delivery.deliver(number).is(200);
      var second = delivery.deliver(number).is(200);

      assertTrue(first.body().startsWith("{\"reply\":\"delivered\",\"receipt\":\"r-1\""));
      assertEquals(first.body(), second.body());
      assertEquals(1, peer.requests().size());
      assertTrue(peer.requests().getFirst().endsWith("\"quantity\":3}"));
      assertTrue(
          delivery
              .order(number, 0)
              .is(200)
              .body()
              .startsWith(
                  "{\"reply\":\"found\",\"user\":\"alice\",\"campaign\":\"spring\","
                      + "\"gift\":\"vip-day\",\"state\":\"delivered\",\"receipt\":\"r-1\","
                      + "\"reason\":\"\",\"attempts\":1"));
    }
  }

  @Test
  void aRefusalIsFinalAndHasItsReason() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.REFUSED, ProviderAnswers.DELIVERED);
        var delivery = start(peer)) {
      var number = Samples.number();

      for (int i = 0; i < 2; i++) {
        assertEquals(
            "{\"reply\":\"refused\",\"reason\":\"not-eligible\"}",
            delivery.deliver(number).is(200).body());
      }
      assertEquals(1, peer.requests().size());
    }
  }

  @Test
  void whatNobodyKnowsIsProcessingAndTheNextClickGoesOnWithTheSameNumber() throws StartException {
    try (var peer =
            FakePeer.start(
                List.of(
                    List.of(Act.fail(Act.Moment.REQUEST, Act.Fault.RESET)),
                    List.of(ProviderAnswers.DELIVERED)));
        var delivery = start(peer)) {
      var number = Samples.number();

      var first = delivery.deliver(number).is(200);
      var second = delivery.deliver(number).is(200);

      assertTrue(first.body().startsWith("{\"reply\":\"processing\",\"promisedBy\":"));
      assertTrue(second.body().startsWith("{\"reply\":\"delivered\""), second.body());
      assertEquals(2, peer.requests().size());
      assertTrue(peer.requests().getLast().contains(number.value()));
    }
  }

  @Test
  void aProviderThatIsNotReachedLeavesTheOrderWaitingHoweverOftenItsUserClicks()
      throws StartException {
    var nobody = DeliveryFixture.provider(FreePort.next(), Idempotency.ORDER_NUMBER);
    var rarely = Map.of("pace.retry-first", "10m", "pace.retry-most", "10m");
    try (var delivery = DeliveryFixture.start(redis, folder, nobody, rarely)) {
      var number = Samples.number();

      var answer = delivery.deliver(number).is(200);
      var due = redis.due(number);
      var again = delivery.deliver(number).is(200);

      assertTrue(answer.body().startsWith("{\"reply\":\"processing\""), answer.body());
      assertEquals(answer.body(), again.body());
      assertTrue(delivery.order(number, 0).body().contains("\"state\":\"waiting\""));
      assertTrue(delivery.order(number, 0).body().contains("\"attempts\":1"));
      assertTrue(due.isPresent());
      assertEquals(due, redis.due(number));
    }
  }

  @Test
  void anOrderNeverWrittenDownIsUnknownAtOnce() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer)) {
      assertEquals(
          "{\"reply\":\"unknown\"}", delivery.order(Samples.number(), 30_000).is(200).body());
    }
  }

  @Test
  void noMalformedBodyChangesAnything() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer)) {
      var number = Samples.number();
      var deliver = DeliveryFixture.request(number);
      var look = DeliveryFixture.look(number, 0);
      var members = List.of("order", "user", "campaign", "gift");
      var bodies = new ArrayList<>(MalformedJson.of(deliver, members));
      for (var wrong :
          List.of(
              deliver.replace(number.value(), ""),
              deliver.replace(number.value(), "short"),
              deliver.replace(number.value(), number.value().toUpperCase(Locale.ROOT)),
              deliver.replace(number.value(), number.value().replace("3f", "zz")),
              deliver.replace("alice", ""),
              deliver.replace("alice", "a".repeat(201)),
              deliver.replace("alice", "a\\u0000"),
              deliver.replace("spring", "s".repeat(201)),
              deliver.replace("vip-day", "v\\n"),
              deliver.replace(":1}", ":-1}"),
              deliver.replace(":1}", ":\"x\"}"))) {
        bodies.add(wrong.getBytes(StandardCharsets.UTF_8));
      }
      var looks = new ArrayList<>(MalformedJson.of(look, List.of("order")));
      for (var wrong :
          List.of(
              look.replace(number.value(), "x"),
              look.replace(":0}", ":-1}"),
              look.replace(":0}", ":30001}"))) {
        looks.add(wrong.getBytes(StandardCharsets.UTF_8));
      }

      var question = DeliveryFixture.question(number, "alice");
      var asks =
          new ArrayList<>(
              MalformedJson.of(question, List.of("orders", "order", "user", "campaign", "gift")));
      for (var wrong :
          List.of(
              "{\"orders\":[]}",
              question.replace(number.value(), "x"),
              question.replace("alice", "a".repeat(201)),
              question.replace("vip-day", ""))) {
        asks.add(wrong.getBytes(StandardCharsets.UTF_8));
      }

      assertTrue(bodies.size() >= 30 && looks.size() >= 30 && asks.size() >= 30);
      asks.forEach(
          body ->
              delivery.client().send("POST", "/v1/questions", Map.of(), body).isTheSendersFault());
      bodies.forEach(
          body ->
              delivery.client().send("POST", "/v1/deliver", Map.of(), body).isTheSendersFault());
      looks.forEach(
          body -> delivery.client().send("POST", "/v1/order", Map.of(), body).isTheSendersFault());
      assertEquals("{\"reply\":\"unknown\"}", delivery.order(number, 0).is(200).body());
      assertEquals(List.of(), peer.requests());
    }
  }

  @Test
  void eachRefusalHasItsCode() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer)) {
      var client = delivery.client();
      var number = Samples.number();
      var body = DeliveryFixture.request(number);

      var _ = client.post("/v1/deliver", "{").isProblem(400, "malformed");
      var _ =
          client
              .send("POST", "/v1/deliver", Map.of("Content-Type", "text/plain"), body)
              .isProblem(415, "media-type");
      var _ = client.post("/v1/deliver", " ".repeat(70_000)).isProblem(413, "too-large");
      var _ =
          client.post("/v1/deliver", body.replace(number.value(), "x")).isProblem(422, "invalid");
      var _ =
          client.post("/v1/order", "{\"order\":\"x\",\"waitMillis\":0}").isProblem(422, "invalid");
      var _ =
          client
              .post("/v1/deliver", body.replace("vip-day", "other"))
              .isProblem(404, "unknown-gift");
      var _ =
          client
              .post("/v1/deliver", body.replace("spring", "other"))
              .isProblem(404, "unknown-gift");
      assertEquals("{\"reply\":\"unknown\"}", delivery.order(number, 0).is(200).body());

      var _ = delivery.deliver(number).is(200);
      for (var other : List.of(body.replace("alice", "bob"), body.replace("vip-day", "later"))) {
        var _ = client.post("/v1/deliver", other).isProblem(409, "order-mismatch");
      }
      assertEquals(1, peer.requests().size());
    }
  }

  @Test
  void aDamagedRecordIsNeverDelivered() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer)) {
      var number = Samples.number();
      redis.damage(number, "no record");

      var _ = delivery.deliver(number).isProblem(500, "order-damaged");
      var _ = delivery.order(number, 0).isProblem(500, "order-damaged");

      assertEquals(List.of(), peer.requests());
    }
  }

  @Test
  void aNewerPublicationThanTheCopyIsWaitedForAndThenRefused() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer)) {
      var number = Samples.number();
      var newer = DeliveryFixture.request(number).replace("\"version\":1", "\"version\":2");

      var early = delivery.client().post("/v1/deliver", newer).isProblem(503, "unavailable");
      assertEquals("refused", early.header("Bestow-Outcome").orElseThrow());
      assertTrue(early.header("Retry-After").isPresent());

      delivery
          .config()
          .publish(
              Samples.published(
                  2, DeliveryFixture.provider(peer.port(), Idempotency.ORDER_NUMBER)));
      Eventually.within(
          DeliveryFixture.LIMIT,
          () -> delivery.client().post("/v1/deliver", newer).status() == 200,
          "the copy follows");
    }
  }

  @Test
  void aProviderThatCannotBeUsedBeginsNothing() throws StartException {
    var provider = Samples.provider("ftp://acme.example/gifts", Idempotency.NONE);
    try (var delivery = DeliveryFixture.start(redis, folder, provider, Map.of())) {
      var number = Samples.number();

      var answer = delivery.deliver(number).isProblem(503, "unavailable");

      assertEquals("refused", answer.header("Bestow-Outcome").orElseThrow());
      assertEquals("{\"reply\":\"unknown\"}", delivery.order(number, 0).is(200).body());
    }
  }

  @Test
  void configurationThatIsGoneIsNotMissedEvenAfterARestart() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED)) {
      try (var before = start(peer)) {
        var _ = before.deliver(Samples.number()).is(200);
      }
      try (var after = DeliveryFixture.gone(redis, folder, Map.of("version.wait", "1ms"))) {
        var answer = after.deliver(Samples.number()).is(200);

        assertTrue(answer.body().startsWith("{\"reply\":\"delivered\""), answer.body());
      }
    }
  }

  private DeliveryFixture start(FakePeer peer) throws StartException {
    return DeliveryFixture.start(redis, folder, peer.port(), Idempotency.ORDER_NUMBER);
  }
}
