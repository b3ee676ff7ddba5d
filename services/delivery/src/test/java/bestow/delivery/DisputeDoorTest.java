package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.StartException;
import bestow.testing.ApiClient.Answer;
import bestow.testing.FakePeer;
import bestow.wire.config.Idempotency;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sending a disputed order once more, over a real Redis and real HTTP.
final class DisputeDoorTest {

  private static final String TOKEN = "an-operators-token";
  private static final Map<String, String> OPERATOR = Map.of("Authorization", "Bearer " + TOKEN);
  private static final String WISH = "{\"by\":\"ann\",\"why\":\"it never came\"}";

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
  void itIsSentUnderItsOwnNumberAndStaysDelivered() throws StartException {
    var number = Samples.number();
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED, ProviderAnswers.REFUSED);
        var delivery = start(peer, Idempotency.ORDER_NUMBER)) {
      delivery.deliver(number).is(200);

      var body = resend(delivery, number, WISH).is(200).body();

      assertTrue(body.contains("\"state\":\"delivered\""), body);
      assertTrue(body.contains("\"by\":\"ann\",\"why\":\"it never came\""), body);
      assertTrue(body.contains("\"what\":\"attempt\",\"attempt\":2,\"verdict\":\"refused\""), body);
      assertTrue(body.contains("\"why\":\"refused: not-eligible\""), body);
      assertEquals(2, peer.requests().size());
      assertTrue(peer.requests().getLast().contains("\"" + number + "\""));
      assertTrue(delivery.question(number).body().contains("confirm"));
    }
  }

  @Test
  void aProviderThatKeepsNoNumbersIsNotSentItAgain() throws StartException {
    var number = Samples.number();
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer, Idempotency.NONE)) {
      delivery.deliver(number).is(200);

      resend(delivery, number, WISH).isProblem(409, "not-resendable");

      assertEquals(1, peer.requests().size());
    }
  }

  @Test
  void aProviderThatHasToBeAskedIsAsked() throws StartException {
    var number = Samples.number();
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED, ProviderAnswers.DELIVERED);
        var delivery = start(peer, Idempotency.QUERY)) {
      delivery.deliver(number).is(200);

      var body = resend(delivery, number, WISH).is(200).body();

      assertTrue(body.contains("\"why\":\"delivered: "), body);
      assertTrue(peer.requests().getLast().startsWith("GET /gifts/" + number));
    }
  }

  @Test
  void whatWasGivenUpInDoubtIsDeliveredOnceItsProviderSaysSo() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer, Idempotency.ORDER_NUMBER)) {
      var provider = DeliveryFixture.provider(peer.port(), Idempotency.ORDER_NUMBER);
      var begin =
          new Event.Begin(
              Samples.number(),
              Samples.asked(Providers.target(provider)),
              "bestow-delivery-10.0.0.7-8105/lx2k9v3a/1",
              Event.Holder.UNKNOWN,
              ModelTerms.of(Terms.Kind.SAME_NUMBER));
      var sent = OrderRules.advance(Optional.empty(), begin, 1).order();
      var dead = DeadLetters.of(new Change(sent).doubt(1).order(), "in-doubt", 2);
      var presumed = DeadLetters.givenUp(dead, new Event.GiveUp("bob", "who knows"), 3);
      var _ = redis.orders().write(Optional.empty(), presumed);

      var body = resend(delivery, begin.number(), WISH).is(200).body();

      assertTrue(body.contains("\"state\":\"delivered\""), body);
      assertEquals(1, peer.requests().size());
    }
  }

  @Test
  void whatCannotBeSentAgainIsRefusedWithAReason() throws StartException {
    var number = Samples.number();
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED, ProviderAnswers.REFUSED);
        var delivery = start(peer, Idempotency.ORDER_NUMBER)) {
      resend(delivery, number, WISH).isProblem(404, "unknown-order");
      delivery.deliver(number).is(200);
      var refused = Samples.number();
      delivery.deliver(refused).is(200);
      resend(delivery, refused, WISH).isProblem(409, "not-possible");
      for (var body :
          List.of(
              "", "{}", "[]", "{\"by\":\"ann\"}", "{\"by\":\"\",\"why\":\"x\"}", "{\"by\":7}")) {
        resend(delivery, number, body).isTheSendersFault();
      }
      var path = "/v1/orders/" + number + "/resend";
      delivery.client().send("POST", path, Map.of(), WISH).isProblem(401, "token-invalid");
      delivery.config().publish(Samples.published(2, Samples.lasting(1)));
      delivery.awaitPublished(2);

      resend(delivery, number, WISH).isProblem(409, "not-resendable");

      assertEquals(2, peer.requests().size());
    }
  }

  private DeliveryFixture start(FakePeer peer, Idempotency idempotency) throws StartException {
    var delivery =
        DeliveryFixture.start(
            redis,
            folder,
            DeliveryFixture.provider(peer.port(), idempotency),
            Map.of("operator.token", TOKEN));
    delivery.awaitPublished(1);
    return delivery;
  }

  private static Answer resend(DeliveryFixture delivery, OrderNumber number, String body) {
    return delivery.client().send("POST", "/v1/orders/" + number + "/resend", OPERATOR, body);
  }
}
