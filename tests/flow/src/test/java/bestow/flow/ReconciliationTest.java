package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.ApiClient;
import bestow.testing.Eventually;
import bestow.wire.Json;
import bestow.wire.MalformedJsonException;
import bestow.wire.config.Period;
import bestow.wire.delivery.DeliverReply;
import bestow.wire.delivery.DeliverRequest;
import bestow.wire.delivery.OrderReply;
import bestow.wire.delivery.OrderState;
import bestow.wire.delivery.ProviderReport;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldRequest;
import bestow.wire.quota.LedgerReport;
import bestow.wire.quota.SettleRequest.End;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One difference of each kind is planted between the ledgers of quota, delivery and the provider:
/// each is found and told, and mended where that is sure.
final class ReconciliationTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Map<String, String> OPERATOR =
      Map.of("Authorization", "Bearer " + House.OPERATOR_TOKEN);
  private static final Map<String, String> CSV =
      Map.of("Authorization", "Bearer " + House.OPERATOR_TOKEN, "Content-Type", "text/csv");

  @TempDir private static Path folder;
  private static House house;
  private static ApiClient quota;
  private static ApiClient delivery;
  private static ApiClient provider;

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
    delivery = ApiClient.of(house.port("delivery", 1));
    provider = ApiClient.of(house.providerAdminPort());
  }

  @AfterAll
  static void stop() {
    quota.close();
    delivery.close();
    provider.close();
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
  void deliverysLedgerIsComparedWithTheProviders() throws MalformedJsonException {
    var opaque = CampaignFile.ample("opaque");
    publish(
        opaque,
        opaque
            .yaml(house.port("provider", 1))
            .replace("order-number", "none")
            .replace("Cap: 2", "Cap: 1"));
    var late = hold(opaque, "alice");
    house.misbehave("{\"lostAnswer\":{\"share\":1}}");
    deliver(opaque, "alice", late);
    house.misbehave("");
    var campaign = published("theirs");
    var agreed = delivered(campaign, "bob");
    var other = delivered(campaign, "carol");
    var unstated = delivered(campaign, "dora");
    var foreign = "z".repeat(24) + "3f" + "000001";
    var gifts = ApiClient.of(house.port("provider", 1));
    var gift = "\",\"user\":\"mallory\",\"gift\":\"vip-day\",\"quantity\":1}";
    gifts.post("/gifts", "{\"order\":\"" + foreign + gift).is(200);
    gifts.close();

    var lines = new ArrayList<String>();
    for (var line : statement()) {
      if (!line.startsWith(unstated)) {
        lines.add(line.startsWith(other) ? line.replace("sbx-", "sbx-other-") : line);
      }
    }
    var now = Instant.ofEpochMilli(System.currentTimeMillis());
    var days = "?from=%s&to=%s".formatted(now.minus(DAY), now.plus(DAY));
    var path = "/v1/statements/sandbox/today" + days;
    for (int i = 0; i < 2; i++) {
      delivery.send("POST", path, CSV, String.join("\n", lines)).is(200);
    }

    var found = providerReport();
    assertFinding(found, late, "late", false);
    assertState(OrderState.DELIVERED, late);
    assertFinding(found, other, "differs", true);
    assertFinding(found, unstated, "only-ours", true);
    assertFinding(found, foreign, "only-theirs", true);
    assertTrue(found.stream().noneMatch(finding -> finding.subject().equals(agreed)));
    // The provider's own word heals what it left out.
    delivery.send("POST", path, CSV, String.join("\n", statement())).is(200);
    assertFinding(providerReport(), unstated, "only-ours", false);
  }

  @Test
  void anOperatorSeesAnOrderWhole() {
    var campaign = published("seen");
    var order = hold(campaign, "alice");
    var door = "/v1/orders/" + order;

    var held = quota.send("GET", door, OPERATOR).is(200).body();
    deliver(campaign, "alice", order);
    settle(order, End.CONFIRM);
    var given = quota.send("GET", door, OPERATOR).is(200).body();

    assertTrue(held.contains("\"state\":\"held\""), held);
    assertTrue(held.contains("makes it void then"), held);
    assertTrue(held.contains("Delivery never heard of it."), held);
    assertTrue(given.contains("\"state\":\"confirmed\""), given);
    assertTrue(given.contains("\"verdict\":\"delivered\",\"phase\":\"read\""), given);
    assertTrue(given.contains("Its unit is given away. Nothing: it is at its end."), given);
    quota.send("GET", door, Map.of()).isProblem(401, "token-invalid");
    for (var none : List.of("z".repeat(24) + "3f000001", "none")) {
      quota.send("GET", "/v1/orders/" + none, OPERATOR).isProblem(404, "unknown-order");
    }
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
    for (var query : List.of("limit=0", "limit=201", "limit=x", "after=x", "after=1-")) {
      quota.send("GET", "/v1/reconciliation?" + query, OPERATOR).isProblem(422, "invalid");
    }
  }

  private static List<String> statement() {
    return provider.send("GET", "/statement.csv", Map.of()).is(200).body().lines().toList();
  }

  private static CampaignFile published(String id) {
    var campaign = CampaignFile.ample(id);
    house.publish(campaign);
    return campaign;
  }

  private static void publish(CampaignFile campaign, String yaml) {
    try (var operator = new Operator(house.port("config", 1))) {
      operator.publish(campaign.id(), yaml);
    }
  }

  private static String hold(CampaignFile campaign, String user) {
    var limits = new HoldRequest.Limits(1, campaign.stock(), null, 1, Period.CAMPAIGN, 1, 0, null);
    var request = new HoldRequest(campaign.id(), campaign.gift(), user, null, limits, null, null);
    return assertInstanceOf(HoldReply.Held.class, house.ledgers().ask(request)).order();
  }

  private static DeliverReply deliver(CampaignFile campaign, String user, String order) {
    return house.ledgers().ask(new DeliverRequest(order, user, campaign.id(), campaign.gift(), 1));
  }

  private static String delivered(CampaignFile campaign, String user) {
    var order = hold(campaign, user);
    assertInstanceOf(DeliverReply.Delivered.class, deliver(campaign, user, order));
    settle(order, End.CONFIRM);
    return order;
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

  private static List<ProviderReport.Finding> providerReport() throws MalformedJsonException {
    var answer = delivery.send("GET", "/v1/reconciliation?limit=100", OPERATOR).is(200).body();
    return Json.codec(ProviderReport.class)
        .read(answer.getBytes(StandardCharsets.UTF_8))
        .findings();
  }

  private static void assertFinding(
      List<ProviderReport.Finding> found, String subject, String kind, boolean open) {
    var finding = found.stream().filter(one -> one.subject().equals(subject)).findFirst();
    assertEquals(Optional.of(kind), finding.map(ProviderReport.Finding::kind), subject);
    assertEquals(Optional.of(open), finding.map(ProviderReport.Finding::open), found.toString());
  }

  private static void assertState(OrderState state, String order) {
    var found = assertInstanceOf(OrderReply.Found.class, house.ledgers().order(order));
    assertEquals(state, found.state());
  }
}
