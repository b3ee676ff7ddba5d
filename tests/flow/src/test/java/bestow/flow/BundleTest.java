package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Act;
import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.wire.quota.StockReply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Gifts that are claimed together are given together, or none of them is.
final class BundleTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final List<String> GIFTS = List.of("ticket", "vip-day", "coupon");
  private static final Pattern PART = Pattern.compile("\\{\"order\":\"([a-z0-9]{32})\",\"gift\"");

  @TempDir private static Path folder;
  private static House house;

  @BeforeAll
  static void start() {
    house = House.start(folder, 1, Map.of("quota.hold-time", "8s", "sweep.every", "1s"));
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void aBundleIsGivenWholeAndOnce() {
    publish("whole", house.port("provider", 1), 10);
    var alice = house.signIn("alice");

    var answer = alice.claimBundle("whole", "welcome", Map.of("Idempotency-Key", "one"));

    assertEquals(200, answer.status(), answer.toString());
    assertEquals("delivered", answer.word(), answer.toString());
    var parts = parts(answer);
    assertEquals(3, parts.size(), answer.toString());
    parts.forEach(order -> assertEquals("delivered", state(order)));
    for (var gift : GIFTS) {
      awaitStock("whole", gift, 0, 1);
    }
    var again = alice.claimBundle("whole", "welcome", Map.of("Idempotency-Key", "one"));
    assertEquals(200, again.status(), again.toString());
    assertEquals(parts, parts(again));
    assertTrue(again.body().contains("\"repeated\":true"), again.toString());
    var another = alice.claimBundle("whole", "welcome", Map.of());
    assertEquals("limit-reached", another.word(), another.toString());
    var seen = alice.get("/v1/claims/" + answer.member("order"));
    assertEquals("delivered", seen.word(), seen.toString());
    assertEquals(parts, parts(seen));
    var bobs = house.signIn("bob").get("/v1/claims/" + answer.member("order"));
    assertEquals("unknown-order", bobs.word(), bobs.toString());
    parts.forEach(order -> assertEquals(1, times(order)));
  }

  @Test
  void aBundleWhosePivotIsRefusedIsTakenBackWhollyAndItsHoldsGoBack() {
    try (var refusing = FakePeer.start(Act.answer(422, "{}"))) {
      publish("undone", refusing.port(), 10);

      var answer = house.signIn("carol").claimBundle("undone", "welcome", Map.of());

      assertEquals("not-eligible", answer.word(), answer.toString());
      assertEquals(1, refusing.requests().size(), "the pivot is sent once");
      for (var gift : GIFTS) {
        awaitStock("undone", gift, 0, 0);
      }
      var ledger = house.ledgers().lines().filter(line -> line.contains("\"carol\"")).toList();
      assertEquals(2, count(ledger, "delivered"), ledger.toString());
      assertEquals(2, count(ledger, "revoked"), ledger.toString());
    }
  }

  @Test
  void whoComesBackWithTheKeyOfABundleThatNobodyDeliveredGetsIt() {
    publish("late", house.port("provider", 1), 10);
    var dora = house.signIn("dora");
    house.service("delivery", 1).kill();
    var lost = dora.claimBundle("late", "welcome", Map.of("Idempotency-Key", "mine"));
    assertEquals(503, lost.status(), lost.toString());
    assertTrue(stock("late", "coupon").held() > 0, "it is held");
    house.service("delivery", 1).restart();
    house.service("delivery", 1).awaitReady();
    for (var gift : GIFTS) {
      awaitStock("late", gift, 0, 0);
    }

    var answer = dora.claimBundle("late", "welcome", Map.of("Idempotency-Key", "mine"));
    var again = dora.claimBundle("late", "welcome", Map.of("Idempotency-Key", "mine"));

    assertEquals("delivered", answer.word(), answer.toString());
    assertEquals(parts(answer), parts(again));
    for (var gift : GIFTS) {
      awaitStock("late", gift, 0, 1);
    }
    parts(answer).forEach(order -> assertEquals(1, times(order)));
  }

  @Test
  void aBundleOfWhichAGiftIsSoldOutHoldsNothing() {
    publish("scarce", house.port("provider", 1), 1);
    var first = house.signIn("first").claimBundle("scarce", "welcome", Map.of());
    assertEquals(200, first.status(), first.toString());

    var second = house.signIn("second").claimBundle("scarce", "welcome", Map.of());

    assertEquals("sold-out", second.word(), second.toString());
    awaitStock("scarce", "ticket", 0, 1);
    awaitStock("scarce", "vip-day", 0, 1);
    awaitStock("scarce", "coupon", 0, 1);
  }

  /// Three gifts: one that the pivot's provider gives, two that are taken back.
  private static void publish(String id, int pivotPort, int scarce) {
    var from = Instant.now().minusSeconds(86_400);
    var yaml =
        """
        campaign: %s
        window: {from: %s, to: %s}
        gifts:
          - {gift: ticket, provider: fixed, stock: 10, perUser: {limit: 1, per: campaign}}
          - {gift: vip-day, provider: sandbox, stock: 10, perUser: {limit: 1, per: campaign}}
          - {gift: coupon, provider: sandbox, stock: %d, perUser: {limit: 1, per: campaign}}
        bundles:
          - {bundle: welcome, gifts: [ticket, vip-day, coupon]}
        providers:
          - provider: sandbox
            endpoint: http://127.0.0.1:%d/gifts
            idempotency: order-number
            revocable: true
            timeouts: {connect: 1s, write: 1s, read: 4s}
            promise: 30m
          - provider: fixed
            endpoint: http://127.0.0.1:%d/gifts
            idempotency: order-number
            timeouts: {connect: 1s, write: 1s, read: 4s}
            promise: 30m
            results:
              - {status: 200-299, member: receipt, result: delivered, receipt: receipt}
              - {status: 422, result: refused, reason: not-eligible}
        security:
          thresholds:
            - {dimension: user, limit: 1000000, within: 60s, beyond: refuse}
            - {dimension: ip, limit: 1000000, within: 60s, beyond: refuse}
        """
            .formatted(
                id,
                from,
                from.plusSeconds(30 * 86_400),
                scarce,
                house.port("provider", 1),
                pivotPort);
    try (var operator = new Operator(house.port("config", 1))) {
      operator.publish(id, yaml);
    }
    var visitor = new Visitor(house.port("gateway", 1), "");
    Eventually.within(
        SOON,
        () -> visitor.get("/v1/campaigns/" + id).status() == 200,
        "gateway has its copy of " + id);
  }

  private static List<String> parts(Visitor.Answer answer) {
    return PART.matcher(answer.body()).results().map(match -> match.group(1)).toList();
  }

  /// What the provider itself says of the order.
  private static String state(String order) {
    var provider = new Visitor(house.port("provider", 1), "");
    return provider.get("/gifts/" + order).member("state");
  }

  private static long count(List<String> ledger, String kind) {
    return ledger.stream().filter(line -> line.contains("\"kind\":\"" + kind + "\"")).count();
  }

  private static long times(String order) {
    return house.ledgers().delivered().stream().filter(order::equals).count();
  }

  private static void awaitStock(String campaign, String gift, long held, long confirmed) {
    Eventually.within(
        SOON,
        () -> {
          var bucket = stock(campaign, gift);
          return bucket.held() == held && bucket.confirmed() == confirmed;
        },
        "of %s %d are held and %d given away".formatted(gift, held, confirmed));
  }

  private static StockReply.Bucket stock(String campaign, String gift) {
    var file = new CampaignFile(campaign, gift, 10, 10, 1, 1);
    return house.ledgers().stock(file).buckets().getFirst();
  }
}
