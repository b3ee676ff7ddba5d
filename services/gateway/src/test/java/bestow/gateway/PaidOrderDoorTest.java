package bestow.gateway;

import static bestow.gateway.FakeRooms.ORDER;
import static bestow.gateway.FakeRooms.TRAIL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Outcome;
import bestow.server.StartException;
import bestow.testing.ApiClient.Answer;
import bestow.testing.MalformedJson;
import bestow.wire.delivery.DeliverReply;
import bestow.wire.quota.HoldReply;
import bestow.wire.security.PaidCheckReply;
import bestow.wire.security.PaidTakenReply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `POST /v1/paid-orders`: every answer it has.
final class PaidOrderDoorTest {
  private static final Outcome NOT_SENT = new Outcome.NotSent("refused", TRAIL);
  private static final Outcome IN_DOUBT = new Outcome.MaybeApplied("read timeout", TRAIL);
  private static final Outcome REFUSED = new Outcome.Refused(Optional.empty(), TRAIL);
  private static final String CHECK = "/v1/paid-orders/check";
  private static final String TAKEN = "/v1/paid-orders/taken";
  static final Map<String, String> SIGNED =
      Map.of(
          "Bestow-Partner", "shop",
          "Bestow-Timestamp", "1795176000",
          "Bestow-Nonce", "a-nonce-of-a-test",
          "Bestow-Signature", "0f".repeat(32));
  static final String PAID =
      "{\"id\":\"o-1\",\"sequence\":7,\"paidAt\":\"2026-11-20T19:59:00+08:00\",\"user\":\"zoë\","
          + "\"campaign\":\"spring\",\"gift\":\"vip-day\"}";

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
  void aPaidOrderIsCheckedHeldDeliveredAndNoted() {
    var answer = send(PAID).is(202);

    assertEquals(
        "{\"id\":\"o-1\",\"order\":\"" + ORDER + "\",\"status\":\"delivered\"}", answer.body());
    assertEquals(
        List.of(
            "{\"partner\":\"shop\",\"timestamp\":1795176000,\"nonce\":\"a-nonce-of-a-test\","
                + "\"signature\":\""
                + "0f".repeat(32)
                + "\",\"body\":\""
                + PAID.replace("\"", "\\\"")
                + "\",\"campaign\":\"spring\",\"sequence\":7}"),
        gateway.rooms().asked(CHECK));
    var hold = gateway.rooms().asked("/v1/hold").getFirst();
    assertTrue(hold.contains("\"user\":\"zoë\",\"key\":\"o-1\""), hold);
    assertTrue(hold.endsWith("\"partner\":\"shop\"}"), hold);
    assertEquals(List.of("{\"partner\":\"shop\",\"sequence\":7}"), gateway.rooms().asked(TAKEN));
    assertEquals(List.of(), gateway.rooms().asked("/v1/verdict"));
    assertEquals(List.of(), gateway.rooms().asked("/v1/sessions/validate"));
  }

  @Test
  void whatIsPromisedIsAcceptedAndWhatCameBeforeSaysSo() {
    hold(new HoldReply.Held(ORDER, true));
    deliver(new DeliverReply.Processing(2000));

    assertTrue(
        send(PAID)
            .is(202)
            .body()
            .endsWith(
                "\"status\":\"processing\",\"promisedBy\":\"1970-01-01T00:00:02Z\",\"repeated\":true}"));
  }

  @Test
  void whatIsSoldIsGivenToWhoPaidForIt() {
    send(PAID.replace("spring", "bundled").replace("vip-day", "ticket")).is(202);

    assertTrue(gateway.rooms().asked("/v1/hold").getFirst().contains("\"gift\":\"ticket\""));
  }

  @Test
  void aReceiptIsItsUsersAlone() {
    assertFalse(send(PAID).is(202).body().contains("r-1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {CHECK, "/v1/hold", TAKEN})
  void aRoomThatGivesNoReplyMakesThePartnerSendItAgain(String path) {
    for (Outcome outcome :
        List.of(NOT_SENT, IN_DOUBT, REFUSED, FakeRooms.answered(500, new byte[0]))) {
      gateway.rooms().outcome(path, outcome);

      var answer = send(PAID).is(503);

      assertEquals(Optional.of("1"), answer.header("retry-after"));
    }
  }

  @Test
  void nothingIsAcceptedThatDeliveryHasNotOnDisk() {
    gateway.rooms().outcome("/v1/deliver", NOT_SENT);
    send(PAID).isProblem(503, "unavailable");
    gateway.rooms().outcome("/v1/deliver", IN_DOUBT);
    gateway.rooms().outcome("/v1/promise", IN_DOUBT);
    send(PAID).isProblem(503, "in-doubt");

    assertEquals(List.of(), gateway.rooms().asked(TAKEN));
  }

  @Test
  void nothingIsAcceptedWhoseNumberIsStillMissed() {
    gateway.rooms().reply(TAKEN, PaidTakenReply.class, new PaidTakenReply.Unknown());

    assertEquals(Optional.of("1"), send(PAID).isProblem(503, "in-doubt").header("retry-after"));
  }

  static Stream<Arguments> checks() {
    return Stream.of(
        Arguments.of(new PaidCheckReply.Unproven(), 401, "signature-invalid"),
        Arguments.of(new PaidCheckReply.Untimely(60), 401, "signature-untimely"),
        Arguments.of(new PaidCheckReply.Replayed(), 401, "signature-replayed"),
        Arguments.of(new PaidCheckReply.NotEntitled(), 403, "not-entitled"),
        Arguments.of(new PaidCheckReply.TooMany(5), 429, "too-many-requests"));
  }

  @ParameterizedTest
  @MethodSource("checks")
  void whatIsNotThePartnersIsNotHeldAndNotNoted(PaidCheckReply reply, int status, String code) {
    gateway.rooms().reply(CHECK, PaidCheckReply.class, reply);

    send(PAID).isProblem(status, code);

    assertEquals(1, gateway.rooms().asked().size());
  }

  static Stream<Arguments> answers() {
    return Stream.of(
        Arguments.of(new HoldReply.SoldOut(), 409, "sold-out", true),
        Arguments.of(new HoldReply.DailyGone(3600), 409, "sold-out", true),
        Arguments.of(new HoldReply.LimitReached(3), 409, "limit-reached", true),
        Arguments.of(new HoldReply.KeyReused(), 422, "key-reused", true),
        Arguments.of(new HoldReply.OrderOpen(), 409, "order-open", false),
        Arguments.of(new HoldReply.KeyInFlight(), 409, "key-in-flight", false));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void aNoIsNotedUnlessItPasses(HoldReply reply, int status, String code, boolean noted) {
    hold(reply);

    var answer = send(PAID).isProblem(status, code);

    assertEquals(noted, !gateway.rooms().asked(TAKEN).isEmpty());
    assertTrue(noted || answer.header("retry-after").isPresent());
    assertEquals(List.of(), gateway.rooms().asked("/v1/deliver"));
  }

  @Test
  void whatTheProviderRefusesIsToldAndNoted() {
    deliver(new DeliverReply.Refused("not-eligible"));

    send(PAID).isProblem(403, "not-eligible");

    assertEquals(1, gateway.rooms().asked(TAKEN).size());
  }

  @Test
  void anOrderThatIsVoidIsSentAgainAndHasAnotherThen() {
    deliver(new DeliverReply.Refused("void"));

    send(PAID).isProblem(503, "unavailable");

    assertEquals(List.of(), gateway.rooms().asked(TAKEN));
  }

  @ParameterizedTest
  @CsvSource({
    "autumn, 2026-11-20T19:59:59+08:00, 202", // paid a second before the end, comes at the end
    "autumn, 2026-11-20T20:00:00+08:00, 410",
    "autumn, 2027-11-20T00:00:00+08:00, 410", // a clock that is ahead
    "autumn, 2026-11-13T20:00:00+08:00, 202", // seven days late
    "autumn, 2026-11-13T19:59:59+08:00, 410",
    "winter, 2026-12-20T00:00:00+08:00, 409",
    "spring, 2026-11-19T23:59:59+08:00, 409",
    "summer, 2026-11-20T00:00:00+08:00, 404"
  })
  void anOrderIsInTheWindowThatItWasPaidIn(String campaign, String paidAt, int status) {
    send(PAID.replace("spring", campaign).replace("2026-11-20T19:59:00+08:00", paidAt)).is(status);
  }

  @Test
  void anOrderWithoutItsFourHeadersIsNobodys() {
    for (String name : SIGNED.keySet()) {
      for (String value : List.of("", "x y", "Shop", "ABCDEF".repeat(11), "0".repeat(65), "+1")) {
        var headers = new HashMap<>(SIGNED);
        headers.remove(name);
        if (!value.isEmpty()) headers.put(name, value);

        send(headers, PAID).isProblem(401, "signature-invalid");
      }
    }

    for (String time : List.of("0", "007", "1e9", "1795176000000")) {
      var headers = new HashMap<>(SIGNED);
      headers.put("Bestow-Timestamp", time);
      send(headers, PAID).isProblem(401, "signature-invalid");
    }

    assertEquals(List.of(), gateway.rooms().asked());
  }

  @Test
  void ofTwoSignaturesNobodyKnowsWhichWasMeant() throws Exception {
    var uri = URI.create("http://127.0.0.1:" + gateway.port() + "/v1/paid-orders");
    var request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(PAID));
    request.header("Content-Type", "application/json");
    SIGNED.forEach(request::header);
    request.header("Bestow-Signature", "f0".repeat(32));
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertEquals(401, answer.statusCode());
    }

    assertEquals(List.of(), gateway.rooms().asked());
  }

  @Test
  void malformedBodiesAreThePartnersFaultAndAskNothing() {
    var required = List.of("id", "sequence", "paidAt", "user", "campaign", "gift");
    for (byte[] body : MalformedJson.of(PAID, required)) {
      gateway.client().send("POST", "/v1/paid-orders", SIGNED, body).isTheSendersFault();
    }
    for (String wrong :
        List.of(
            PAID.replace("o-1", "o 1"),
            PAID.replace("o-1", "ö-1"),
            PAID.replace("o-1", "x".repeat(129)),
            PAID.replace(":7", ":0"),
            PAID.replace(":7", ":-7"),
            PAID.replace(":7", ":7.5"),
            PAID.replace(":7", ":9007199254740992"),
            PAID.replace("T19:59:00+08:00", ""),
            PAID.replace("+08:00", ""),
            PAID.replace("2026-11-20", "+999999999-01-01"),
            PAID.replace("2026-11-20", "1999-12-30"),
            PAID.replace("2026", "soon"),
            PAID.replace("zoë", "zo\\u0000e"),
            PAID.replace("zoë", "\\ud800"),
            PAID.replace("zoë", "z".repeat(257)),
            PAID.replace("spring", "Spring"),
            PAID.replace("vip-day", "../day"))) {
      send(wrong).isTheSendersFault();
    }
    send(" ".repeat(8 << 10) + PAID).isProblem(413, "too-large");

    assertEquals(List.of(), gateway.rooms().asked());
  }

  private Answer send(String body) {
    return send(SIGNED, body);
  }

  private Answer send(Map<String, String> headers, String body) {
    return gateway.client().send("POST", "/v1/paid-orders", headers, body);
  }

  private void hold(HoldReply reply) {
    gateway.rooms().reply("/v1/hold", HoldReply.class, reply);
  }

  private void deliver(DeliverReply reply) {
    gateway.rooms().reply("/v1/deliver", DeliverReply.class, reply);
  }
}
