package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bestow.testing.ApiClient;
import bestow.testing.Eventually;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.config.Period;
import bestow.wire.delivery.DeliverReply;
import bestow.wire.delivery.DeliverRequest;
import bestow.wire.delivery.OrderReply;
import bestow.wire.delivery.OrderState;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldRequest;
import bestow.wire.quota.LedgerReport;
import bestow.wire.quota.SettleRequest.End;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One difference of each kind is planted between the ledgers of quota and delivery: each is found
// and told, and mended where that is sure.
final class ReconciliationTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Map<String, String> OPERATOR =
      Map.of("Authorization", "Bearer " + House.OPERATOR_TOKEN);

  @TempDir private static Path folder;
  private static House house;
  private static ApiClient quota;

  @BeforeAll
  static void start() {
    // No sweeper is to be faster.
    var settings =
        Map.of(
            "quota.hold-time", "1s",
            "sweep.every", "10m",
            "reconcile.every", "10ms",
            "reconcile.settle", "2s");
    house = House.start(folder, 1, settings);
    quota = ApiClient.of(house.port("quota", 1));
  }

  @AfterAll
  static void stop() {
    quota.close();
    house.close();
  }

  @Test
  void quotasLedgerIsComparedWithDeliverys() {
    var campaign = published("ours");
    var unconfirmed = hold(campaign, "alice");
    deliver(campaign, "alice", unconfirmed);
    var tombless = hold(campaign, "bob");
    settle(tombless, End.RELEASE);
    var oversold = hold(campaign, "carol");
    deliver(campaign, "carol", oversold);
    settle(oversold, End.RELEASE);
    var lost = hold(campaign, "dora");
    settle(lost, End.CONFIRM);
    var foreign = hold(campaign, "erin");
    deliver(campaign, "erin", foreign);
    redis("DEL", "{s%s}:order:%s".formatted(shard(foreign), foreign));
    var bucket = redis("KEYS", "*:pool:ours:vip-day:0");
    redis("HINCRBY", bucket, "free", "-1");

    awaitFinding(oversold, "oversold", true);
    awaitFinding(lost, "only-ours", true);
    awaitFinding(foreign, "only-theirs", true);
    awaitFinding("ours:vip-day", "stock", true);
    redis("HINCRBY", bucket, "free", "1");
    awaitFinding("ours:vip-day", "stock", false);
    awaitFinding(unconfirmed, "differs", false);
    awaitFinding(tombless, "only-ours", false);

    assertState(OrderState.VOID, tombless);
    // Of alice and dora; erin's unit is held for an order that nobody has.
    assertEquals(2, house.ledgers().stock(campaign).buckets().getFirst().confirmed());
    assertEquals(1, house.ledgers().stock(campaign).buckets().getFirst().held());
    var body = "{\"by\":\"ann\",\"why\":\"accepted\"}";
    for (var subject : List.of(oversold, lost, foreign)) {
      quota.send("POST", "/v1/reconciliation/" + subject + "/close", OPERATOR, body).is(200);
    }
    assertEquals(0, report().stream().filter(LedgerReport.Finding::open).count());
  }

  @Test
  void onlyOperatorsSeeWhatQuotaFoundAndOnlyWithWhatMakesSense() {
    var close = "/v1/reconciliation/spring:none/close";
    var body = "{\"by\":\"ann\",\"why\":\"accepted\"}";
    quota.send("GET", "/v1/reconciliation", Map.of()).isProblem(401, "token-invalid");
    quota.send("POST", close, Map.of(), body).isProblem(401, "token-invalid");
    quota.send("POST", close, OPERATOR, body).isProblem(404, "unknown-finding");
    quota.send("POST", close.replace(":", "/"), OPERATOR, body).isProblem(404, "not-found");
    quota
        .send("POST", close.replace(":none", ""), OPERATOR, body)
        .isProblem(404, "unknown-finding");
    quota.send("POST", close, OPERATOR, "{\"by\":\"\",\"why\":\"\"}").isTheSendersFault();
    for (var query : List.of("limit=0", "limit=101", "limit=x", "after=x", "after=1-")) {
      quota.send("GET", "/v1/reconciliation?" + query, OPERATOR).isProblem(422, "invalid");
    }
  }

  private static CampaignFile published(String id) {
    var campaign = CampaignFile.ample(id);
    house.publish(campaign);
    return campaign;
  }

  private static String hold(CampaignFile campaign, String user) {
    var limits = new HoldRequest.Limits(1, campaign.stock(), null, 1, Period.CAMPAIGN, 1, 0, null);
    var request = new HoldRequest(campaign.id(), campaign.gift(), user, null, limits, null);
    return assertInstanceOf(HoldReply.Held.class, house.ledgers().ask(request)).order();
  }

  private static DeliverReply deliver(CampaignFile campaign, String user, String order) {
    return house.ledgers().ask(new DeliverRequest(order, user, campaign.id(), campaign.gift(), 1));
  }

  private static void settle(String order, End end) {
    var body = "{\"orders\":[{\"order\":\"%s\",\"end\":\"%s\"}]}".formatted(order, end.word());
    quota.post("/v1/settle", body).is(200);
  }

  private static String redis(String... words) {
    return house.redis("quota").command(words).strip();
  }

  private static String shard(String order) {
    return order.substring(24, 26);
  }

  private static void awaitFinding(String subject, String kind, boolean open) {
    Eventually.within(
        SOON,
        () ->
            report().stream()
                .anyMatch(
                    finding ->
                        finding.subject().equals(subject)
                            && finding.kind().equals(kind)
                            && finding.open() == open),
        subject + " is found, as " + kind);
  }

  private static List<LedgerReport.Finding> report() {
    var answer = quota.send("GET", "/v1/reconciliation?limit=100", OPERATOR).is(200).body();
    try {
      return Json.codec(LedgerReport.class)
          .read(answer.getBytes(StandardCharsets.UTF_8))
          .findings();
    } catch (MalformedJsonException e) {
      throw new AssertionError(answer, e);
    }
  }

  private static void assertState(OrderState state, String order) {
    var found = assertInstanceOf(OrderReply.Found.class, house.ledgers().order(order));
    assertEquals(state, found.state());
  }
}
