package bestow.gateway;

import static bestow.gateway.FakeRooms.TRAIL;
import static bestow.gateway.GatewayFixture.SIGNED_IN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Outcome;
import bestow.server.StartException;
import bestow.testing.ApiClient.Answer;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.Outlook;
import bestow.wire.quota.OutlookReply;
import bestow.wire.quota.OutlookRequest;
import bestow.wire.session.ValidateAllReply;
import bestow.wire.session.ValidateReply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Claims of a gift that is gone.
final class RushTest {
  private static final Outcome NOT_SENT = new Outcome.NotSent("refused", TRAIL);
  private static final Outcome IN_DOUBT = new Outcome.MaybeApplied("read timeout", TRAIL);

  private GatewayFixture gateway;

  @BeforeEach
  void start() throws StartException {
    // Longer than any pause of the machine.
    gateway = GatewayFixture.start(Map.of("gone.remembered", "1m"));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void onceItIsGoneOnlyWhoTheyAreAndWhetherTheyHaveOneIsAsked() {
    gone(new HoldReply.SoldOut());
    var first = problem(gateway.claim());
    outlook(new Outlook.SoldOut());

    assertEquals(first, problem(gateway.claim()));

    assertEquals(1, asked("/v1/sessions/validate"));
    assertEquals(1, asked("/v1/sessions/validate-all"));
    assertEquals(1, asked("/v1/verdict"));
    assertEquals(1, asked("/v1/hold"));
    assertEquals(1, asked("/v1/outlook"));
  }

  @Test
  void aGiftThatWasNeverGoneIsNotAskedAbout() {
    gateway.claim().is(200);
    gateway.claim().is(200);

    assertEquals(0, asked("/v1/outlook"));
  }

  @Test
  void todaysShareComesWithTheTimeUntilTheNextDay() {
    gone(new HoldReply.DailyGone(7));
    var first = gateway.claim().is(409);
    assertEquals(Optional.of("7"), first.header("retry-after"));
    outlook(new Outlook.DailyGone(5));

    var answer = gateway.claim().is(409);

    assertEquals(Optional.of("5"), answer.header("retry-after"));
    assertTrue(answer.body().contains("today's share of vip-day is given away"), answer.body());
    assertEquals(1, asked("/v1/hold"));
  }

  @Test
  void whoHasAnOrderGetsItBackAllTheWay() {
    gone(new HoldReply.SoldOut());
    gateway.claim().is(409);
    outlook(new Outlook.Open());
    gone(new HoldReply.Held(FakeRooms.ORDER, true));

    assertTrue(gateway.claim().is(200).body().endsWith("\"repeated\":true}"));

    assertEquals(2, asked("/v1/verdict"));
  }

  @ParameterizedTest
  @MethodSource("noOutlooks")
  void whereNobodyCanTellAClaimGoesAllTheWay(Outcome outcome) {
    gone(new HoldReply.SoldOut());
    gateway.claim().is(409);
    gateway.rooms().outcome("/v1/outlook", outcome);
    gone(new HoldReply.Held(FakeRooms.ORDER, false));

    gateway.claim().is(200);
  }

  static Stream<Outcome> noOutlooks() {
    return Stream.of(
        NOT_SENT,
        IN_DOUBT,
        FakeRooms.answered(500, new byte[0]),
        FakeRooms.answered(200, "{}".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void nobodyIsToldAnythingWithoutASession() {
    gone(new HoldReply.SoldOut());
    gateway.claim().is(409);
    gateway
        .rooms()
        .reply(
            "/v1/sessions/validate-all",
            ValidateAllReply.class,
            new ValidateAllReply(List.of(new ValidateReply.Unknown())));

    gateway.claim().is(401);

    assertEquals(0, asked("/v1/outlook"));
  }

  @Test
  void whereSessionsCannotBeLookedUpTogetherEachIsOnItsOwn() {
    gone(new HoldReply.SoldOut());
    gateway.claim().is(409);
    outlook(new Outlook.SoldOut());
    gateway.rooms().outcome("/v1/sessions/validate-all", NOT_SENT);

    gateway.claim().is(409);

    assertEquals(2, asked("/v1/sessions/validate"));
  }

  @Test
  void aBundleIsHeldWhateverIsRememberedOfItsGifts() {
    gone(new HoldReply.SoldOut());
    gateway.claim("bundled").is(409);
    outlook(new Outlook.SoldOut());
    int held = asked("/v1/hold");

    gateway
        .client()
        .send("POST", "/v1/claims", SIGNED_IN, "{\"campaign\":\"bundled\",\"bundle\":\"welcome\"}");

    assertEquals(0, asked("/v1/outlook"));
    assertTrue(asked("/v1/hold") > held);
  }

  @Test
  void claimsThatComeTogetherAreAskedAboutTogetherAndEachGetsItsOwnAnswer() throws Exception {
    var rooms = gateway.rooms();
    gone(new HoldReply.SoldOut());
    gateway.claim().is(409);
    gone(new HoldReply.Held(FakeRooms.ORDER, true));
    // Every second place of a group has an order already.
    var outlooks = new ArrayList<Outlook>();
    for (int i = 0; i < OutlookRequest.CLAIMS_MAX / 2; i++) {
      Collections.addAll(outlooks, new Outlook.SoldOut(), new Outlook.Open());
    }
    rooms.reply("/v1/outlook", OutlookReply.class, new OutlookReply(outlooks));
    var statuses = new ArrayList<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var claims = new ArrayList<Future<Answer>>();
      for (int i = 0; i < 60; i++) {
        claims.add(threads.submit(() -> gateway.claim()));
      }
      for (var claim : claims) {
        statuses.add(claim.get().status());
      }
    }

    var groups = rooms.asked("/v1/outlook");
    int open = groups.stream().mapToInt(group -> sizeOf(group) / 2).sum();
    assertEquals(60, groups.stream().mapToInt(RushTest::sizeOf).sum());
    assertTrue(groups.size() < 60, "each was asked about on its own");
    assertEquals(open, Collections.frequency(statuses, 200));
    assertEquals(60 - open, Collections.frequency(statuses, 409));
  }

  private static int sizeOf(String group) {
    return group.split("\"gift\":", -1).length - 1;
  }

  private static List<String> problem(Answer answer) {
    return Arrays.asList(Integer.toString(answer.status()), answer.body());
  }

  private void gone(HoldReply reply) {
    gateway.rooms().reply("/v1/hold", HoldReply.class, reply);
  }

  private void outlook(Outlook... outlooks) {
    gateway.rooms().reply("/v1/outlook", OutlookReply.class, new OutlookReply(List.of(outlooks)));
  }

  private int asked(String path) {
    return gateway.rooms().asked(path).size();
  }
}
