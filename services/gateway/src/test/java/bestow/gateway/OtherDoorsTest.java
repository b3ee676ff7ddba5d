package bestow.gateway;

import static bestow.gateway.FakeRooms.ORDER;
import static bestow.gateway.FakeRooms.TRAIL;
import static bestow.gateway.GatewayFixture.SIGNED_IN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Outcome;
import bestow.server.StartException;
import bestow.testing.ApiClient.Answer;
import bestow.testing.MalformedJson;
import bestow.wire.delivery.OrderReply;
import bestow.wire.delivery.OrderState;
import bestow.wire.quota.HeldReply;
import bestow.wire.quota.HoldState;
import bestow.wire.session.CloseReply;
import bestow.wire.session.OpenReply;
import bestow.wire.session.ValidateReply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The public doors beside the claim itself: every answer that they have.
final class OtherDoorsTest {
  private static final Outcome IN_DOUBT = new Outcome.MaybeApplied("read timeout", TRAIL);
  private static final Map<String, String> NOBODY = Map.of();

  private GatewayFixture gateway;

  @BeforeEach
  void start() throws StartException {
    gateway = GatewayFixture.start();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    "DELIVERED, delivered", "ACCEPTED, processing", "ATTEMPTING, processing",
    "WAITING, processing", "UNCERTAIN, processing", "PRESUMED, processing",
    "REFUSED, refused", "VOID, refused", "REVOKED, revoked"
  })
  void anOrderIsShownAsItStands(OrderState state, String status) {
    gateway.rooms().reply("/v1/order", OrderReply.class, FakeRooms.order("alice", state));

    var answer = get("/v1/claims/" + ORDER + "?wait=20s").is(200);

    assertTrue(answer.body().contains("\"status\":\"" + status + "\""), answer.body());
    assertTrue(gateway.rooms().asked("/v1/order").getFirst().contains("\"waitMillis\":20000"));
  }

  @Test
  void somebodyElsesOrderIsAsGoodAsAbsent() {
    gateway
        .rooms()
        .reply("/v1/order", OrderReply.class, FakeRooms.order("bob", OrderState.DELIVERED));
    var others = get("/v1/claims/" + ORDER).isProblem(404, "unknown-order");
    gateway.rooms().reply("/v1/order", OrderReply.class, new OrderReply.Unknown());
    var absent = get("/v1/claims/" + ORDER).isProblem(404, "unknown-order");

    assertEquals(absent.body(), others.body());
  }

  @ParameterizedTest
  @CsvSource({"HELD, processing", "CONFIRMED, delivered", "RELEASED, refused"})
  void anOrderThatNeverReachedDeliveryIsShownAsQuotaHasIt(HoldState state, String status) {
    gateway.rooms().reply("/v1/order", OrderReply.class, new OrderReply.Unknown());
    held("alice", state);

    var answer = get("/v1/claims/" + ORDER).is(200);

    assertTrue(answer.body().contains("\"status\":\"" + status + "\""), answer.body());
    assertEquals(
        state == HoldState.HELD, answer.body().contains("\"promisedBy\":\"1970-01-01T00:30:05Z\""));
  }

  @Test
  void somebodyElsesHeldOrderIsAsGoodAsAbsent() {
    gateway.rooms().reply("/v1/order", OrderReply.class, new OrderReply.Unknown());
    held("bob", HoldState.HELD);
    get("/v1/claims/" + ORDER).isProblem(404, "unknown-order");

    gateway.rooms().outcome("/v1/held", IN_DOUBT);
    get("/v1/claims/" + ORDER).isProblem(503, "unavailable");
  }

  private void held(String user, HoldState state) {
    gateway
        .rooms()
        .reply(
            "/v1/held",
            HeldReply.class,
            new HeldReply.Found(user, "spring", "vip-day", state, 5_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "..%2f..%2fetc", "ABCDEFGHIJKLMNOPQRSTUVWX0F000001", "%00"})
  void whatIsNoOrderNumberIsNotAskedFor(String order) {
    get("/v1/claims/" + order).isTheSendersFault();

    assertTrue(gateway.rooms().asked("/v1/order").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"31s", "-1s", "20", "20m", "s", "1e1s", "0x1s"})
  void aWaitThatIsNoneIsInvalid(String wait) {
    get("/v1/claims/" + ORDER + "?wait=" + wait).isProblem(422, "invalid");
  }

  @Test
  void theUsersClaimsOfACampaignAreListed() {
    var answer = get("/v1/claims?campaign=spring").is(200);

    assertTrue(answer.body().contains("\"status\":\"delivered\""));
    assertTrue(gateway.rooms().asked("/v1/orders").getFirst().contains("\"user\":\"alice\""));
    get("/v1/claims?campaign=summer").isProblem(404, "unknown-campaign");
    get("/v1/claims").isProblem(422, "invalid");
    get("/v1/claims?campaign=SPRING").isProblem(422, "invalid");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/claims?campaign=spring", "/v1/claims/abcdefghijklmnopqrstuvwx0f000001"})
  void lookingNeedsASession(String path) {
    gateway.client().send("GET", path, NOBODY).isProblem(401, "session-invalid");
    gateway
        .rooms()
        .reply("/v1/sessions/validate", ValidateReply.class, new ValidateReply.Unknown());
    get(path).isProblem(401, "session-invalid");
    gateway.rooms().outcome("/v1/sessions/validate", IN_DOUBT);
    get(path).isProblem(503, "unavailable");
  }

  @Test
  void whatCannotBeLookedUpIsUnavailable() {
    gateway.rooms().outcome("/v1/order", IN_DOUBT);
    gateway.rooms().outcome("/v1/orders", IN_DOUBT);

    get("/v1/claims/" + ORDER).isProblem(503, "unavailable");
    get("/v1/claims?campaign=spring").isProblem(503, "unavailable");
  }

  @Test
  void anIdentityProvidersTokenIsExchangedForASession() {
    var answer = gateway.client().post("/v1/sessions", "{\"jwt\":\"a.b.c\"}").is(201);

    assertEquals("{\"token\":\"token\",\"expiresAt\":\"1970-01-01T00:00:01Z\"}", answer.body());
  }

  @Test
  void aTokenThatIsNotAcceptedOpensNothingAndHearsNoReason() {
    gateway.rooms().reply("/v1/sessions/open", OpenReply.class, new OpenReply.Rejected("expired"));

    var answer = gateway.client().post("/v1/sessions", "{\"jwt\":\"a.b.c\"}");

    assertFalse(answer.isProblem(401, "session-invalid").body().contains("expired"));
    gateway.rooms().outcome("/v1/sessions/open", IN_DOUBT);
    gateway.client().post("/v1/sessions", "{\"jwt\":\"a.b.c\"}").isProblem(503, "unavailable");
  }

  @Test
  void malformedSignInsAskNobody() {
    for (byte[] body : MalformedJson.of("{\"jwt\":\"a.b.c\"}", List.of("jwt"))) {
      gateway.client().send("POST", "/v1/sessions", NOBODY, body).isTheSendersFault();
    }
    assertTrue(gateway.rooms().asked().isEmpty());
  }

  @Test
  void aUserLogsOutHereOrEverywhere() {
    delete("/v1/sessions").is(204);
    delete("/v1/sessions?everywhere=true").is(204);

    var asked = gateway.rooms().asked("/v1/sessions/close");
    assertTrue(asked.get(0).contains("\"scope\":\"this\""));
    assertTrue(asked.get(1).contains("\"scope\":\"everywhere\""));
    delete("/v1/sessions?everywhere=perhaps").isProblem(422, "invalid");
    gateway.client().send("DELETE", "/v1/sessions", NOBODY).isProblem(401, "session-invalid");
    gateway.rooms().reply("/v1/sessions/close", CloseReply.class, new CloseReply.Unknown());
    delete("/v1/sessions").isProblem(401, "session-invalid");
    gateway.rooms().outcome("/v1/sessions/close", IN_DOUBT);
    delete("/v1/sessions").isProblem(503, "unavailable");
  }

  @Test
  void campaignsAreShownWithoutWhatIsNoUsersBusiness() {
    var all = gateway.client().send("GET", "/v1/campaigns", NOBODY).is(200);

    assertTrue(all.body().contains("\"campaign\":\"winter\""));
    assertFalse(all.body().contains("autumn"), "it is over");
    assertFalse(all.body().contains("8110"), "providers are not shown");
    var one = gateway.client().send("GET", "/v1/campaigns/autumn", NOBODY).is(200);
    assertTrue(one.body().contains("\"status\":\"over\""));
    gateway.client().send("GET", "/v1/campaigns/summer", NOBODY).isProblem(404, "unknown-campaign");
  }

  private Answer get(String path) {
    return gateway.client().send("GET", path, SIGNED_IN);
  }

  private Answer delete(String path) {
    return gateway.client().send("DELETE", path, SIGNED_IN);
  }
}
