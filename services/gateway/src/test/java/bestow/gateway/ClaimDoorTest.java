package bestow.gateway;

import static bestow.gateway.FakeRooms.ORDER;
import static bestow.gateway.FakeRooms.TRAIL;
import static bestow.gateway.GatewayFixture.SIGNED_IN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Outcome;
import bestow.server.StartException;
import bestow.testing.ApiClient.Answer;
import bestow.wire.delivery.DeliverReply;
import bestow.wire.quota.HoldReply;
import bestow.wire.security.Dimension;
import bestow.wire.security.Verdict;
import bestow.wire.session.ValidateReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /v1/claims`: every answer it has.
final class ClaimDoorTest {
  private static final Outcome NOT_SENT = new Outcome.NotSent("refused", TRAIL);
  private static final Outcome IN_DOUBT = new Outcome.MaybeApplied("read timeout", TRAIL);
  private static final Outcome REFUSED = new Outcome.Refused(Optional.empty(), TRAIL);

  private GatewayFixture gateway;

  @BeforeEach
  void start() throws StartException {
    gateway = GatewayFixture.start();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void aClaimIsDeliveredConfirmedAndReported() {
    var answer = gateway.claim().is(200);

    assertEquals(
        "{\"order\":\""
            + ORDER
            + "\",\"campaign\":\"spring\",\"gift\":\"vip-day\",\"status\":\"delivered\","
            + "\"receipt\":\"r-1\",\"deliveredAt\":\"1970-01-01T00:00:01Z\"}",
        answer.body());
    gateway.rooms().awaitAsked("/v1/settle", "\"end\":\"confirm\"");
    gateway.rooms().awaitAsked("/v1/reports", "\"step\":\"claim\",\"outcome\":\"delivered\"");
  }

  @Test
  void theSameClaimAgainSaysThatItIsRepeated() {
    hold(new HoldReply.Held(ORDER, true));

    assertTrue(gateway.claim().is(200).body().endsWith("\"repeated\":true}"));
  }

  @Test
  void aClaimThatTakesLongerIsAcceptedWithAPromiseAndAPlaceToLook() {
    deliver(new DeliverReply.Processing(2000));

    var answer = gateway.claim().is(202);

    assertEquals(Optional.of("/v1/claims/" + ORDER), answer.header("location"));
    assertTrue(answer.body().contains("\"promisedBy\":\"1970-01-01T00:00:02Z\""));
    assertTrue(gateway.rooms().asked("/v1/settle").isEmpty());
  }

  @Test
  void aDeliveryInDoubtIsPromisedOnceQuotaHasNotedIt() {
    gateway.rooms().outcome("/v1/deliver", IN_DOUBT);

    var answer = gateway.claim().is(202);

    // As it was promised first; asked for is now and the provider's 30 minutes.
    assertTrue(answer.body().contains("\"promisedBy\":\"1970-01-01T00:00:03Z\""), answer.body());
    assertEquals(
        List.of("{\"order\":\"" + ORDER + "\",\"promisedBy\":1795177800000}"),
        gateway.rooms().asked("/v1/promise"));
    assertTrue(gateway.rooms().asked("/v1/settle").isEmpty());
  }

  @Test
  void aDeliveryInDoubtIsNeitherPromisedNorCalledFailedUnlessQuotaHasNotedIt() {
    gateway.rooms().outcome("/v1/deliver", IN_DOUBT);
    for (Outcome outcome :
        List.of(
            NOT_SENT,
            IN_DOUBT,
            REFUSED,
            FakeRooms.answered(200, "{\"reply\":\"too-late\"}".getBytes(StandardCharsets.UTF_8)))) {
      gateway.rooms().outcome("/v1/promise", outcome);

      var answer = gateway.claim().isProblem(503, "in-doubt");

      assertEquals(Optional.of("1"), answer.header("retry-after"));
    }
    assertTrue(gateway.rooms().asked("/v1/settle").isEmpty());
  }

  @Test
  void aClaimThatGoesWellPromisesNothing() {
    gateway.claim().is(200);
    deliver(new DeliverReply.Processing(2000));
    gateway.claim().is(202);

    assertTrue(gateway.rooms().asked("/v1/promise").isEmpty());
  }

  @Test
  void aDeliveryThatWasNotBegunGivesNoStockBack() {
    for (Outcome outcome : List.of(NOT_SENT, REFUSED)) {
      gateway.rooms().outcome("/v1/deliver", outcome);

      gateway.claim().isProblem(503, "unavailable");
    }

    assertTrue(gateway.rooms().asked("/v1/settle").isEmpty());
  }

  @Test
  void whatTheProviderRefusedGivesItsStockBack() {
    deliver(new DeliverReply.Refused("not-eligible"));

    gateway.claim().isProblem(403, "not-eligible");

    gateway.rooms().awaitAsked("/v1/settle", "\"end\":\"release\"");
  }

  static Stream<Arguments> repliesOfQuota() {
    return Stream.of(
        Arguments.of(new HoldReply.SoldOut(), 409, "sold-out"),
        Arguments.of(new HoldReply.DailyGone(3600), 409, "sold-out"),
        Arguments.of(new HoldReply.LimitReached(3), 409, "limit-reached"),
        Arguments.of(new HoldReply.KeyReused(), 422, "key-reused"),
        Arguments.of(new HoldReply.KeyInFlight(), 409, "key-in-flight"));
  }

  @ParameterizedTest
  @MethodSource("repliesOfQuota")
  void whatQuotaDoesNotHoldIsNotDelivered(HoldReply reply, int status, String code) {
    hold(reply);

    gateway.claim().isProblem(status, code);

    assertTrue(gateway.rooms().asked("/v1/deliver").isEmpty());
  }

  static Stream<Arguments> verdicts() {
    return Stream.of(
        Arguments.of(new Verdict.Refused(Dimension.USER), 403, "risk-refused"),
        Arguments.of(new Verdict.Challenged(Dimension.DEVICE), 403, "risk-refused"),
        Arguments.of(new Verdict.TooMany(Dimension.IP, 7), 429, "too-many-requests"));
  }

  @ParameterizedTest
  @MethodSource("verdicts")
  void whatSecurityDoesNotAllowIsNotHeld(Verdict verdict, int status, String code) {
    gateway.rooms().reply("/v1/verdict", Verdict.class, verdict);

    gateway.claim().isProblem(status, code);

    assertTrue(gateway.rooms().asked("/v1/hold").isEmpty());
  }

  @Test
  void tooManyRequestsSayWhenToComeAgain() {
    gateway.rooms().reply("/v1/verdict", Verdict.class, new Verdict.TooMany(Dimension.IP, 7));

    assertEquals(Optional.of("7"), gateway.claim().header("retry-after"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/sessions/validate", "/v1/verdict", "/v1/hold"})
  void aCoreStepThatGivesNoReplyEndsTheClaimBeforeAnythingIsBegun(String path) {
    for (Outcome outcome :
        List.of(
            NOT_SENT,
            IN_DOUBT,
            REFUSED,
            new Outcome.Unreadable(200, "cut", TRAIL),
            FakeRooms.answered(500, new byte[0]),
            FakeRooms.answered(200, "garbage".getBytes(StandardCharsets.UTF_8)))) {
      gateway.rooms().outcome(path, outcome);

      var answer = gateway.claim().isProblem(503, "unavailable");

      assertEquals(Optional.of("1"), answer.header("retry-after"));
    }
    assertTrue(gateway.rooms().asked("/v1/deliver").isEmpty());
  }

  @Test
  void aCampaignMaySayThatClaimsGoOnWithoutSecurity() {
    gateway.rooms().outcome("/v1/verdict", IN_DOUBT);

    gateway.claim("trusting").is(200);
  }

  @Test
  void aSessionThatIsUnknownEndsTheClaimAtTheDoor() {
    gateway
        .rooms()
        .reply("/v1/sessions/validate", ValidateReply.class, new ValidateReply.Unknown());

    var answer = gateway.claim().isProblem(401, "session-invalid");

    assertEquals(Optional.of("Bearer"), answer.header("www-authenticate"));
    assertTrue(gateway.rooms().asked("/v1/verdict").isEmpty());
  }

  @Test
  void aClaimOutsideItsWindowOrOfNothingIsRefused() {
    gateway.claim("winter").isProblem(409, "not-started");
    gateway.claim("autumn").isProblem(410, "campaign-over");
    gateway.claim("summer").isProblem(404, "unknown-campaign");
    send(SIGNED_IN, "{\"campaign\":\"spring\",\"gift\":\"car\"}").isProblem(404, "unknown-gift");

    assertTrue(gateway.rooms().asked("/v1/verdict").isEmpty());
  }

  @Test
  void whatIsSoldNobodyClaims() {
    send(SIGNED_IN, "{\"campaign\":\"bundled\",\"gift\":\"ticket\"}").isProblem(403, "paid-only");

    assertTrue(gateway.rooms().asked("/v1/hold").isEmpty());
  }

  private Answer send(Map<String, String> headers, String body) {
    return gateway.client().send("POST", "/v1/claims", headers, body);
  }

  private void hold(HoldReply reply) {
    gateway.rooms().reply("/v1/hold", HoldReply.class, reply);
  }

  private void deliver(DeliverReply reply) {
    gateway.rooms().reply("/v1/deliver", DeliverReply.class, reply);
  }
}
