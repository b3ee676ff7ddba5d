package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.ApiClient;
import bestow.testing.Eventually;
import bestow.wire.config.Period;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldRequest;
import bestow.wire.quota.HoldRequest.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// A partner's stream of paid orders, through the whole platform. One stream for all tests, as a
/// partner has one: their numbers go on.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PaidOrdersTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Map<String, String> OPERATOR =
      Map.of("Authorization", "Bearer " + House.OPERATOR_TOKEN);
  private static final int STREAM = 60;

  @TempDir private static Path folder;
  private static House house;
  private static Partner shop;

  @BeforeAll
  static void start() {
    var settings = new HashMap<>(Partner.settings());
    // A hold outlives an order that waits for a silent store.
    settings.putAll(Map.of("quota.hold-time", "8s", "sweep.every", "1s", "redis.timeout", "3s"));
    house = House.start(folder, 1, settings);
    shop = new Partner(house.port("gateway", 1), "shop", Partner.SECRET);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  @Order(1)
  void aStreamOutOfOrderAndTwiceOverIsDeliveredOnceEachWhateverDies() throws Exception {
    var campaign = published(CampaignFile.ample("paid-stream"));
    var orders = new ArrayList<Integer>();
    for (int i = 1; i <= STREAM; i++) orders.addAll(List.of(i, i));
    Collections.shuffle(orders, new Random(7));
    var numbers = new ConcurrentHashMap<String, String>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < orders.size(); i++) {
        var order = order(orders.get(i), "payer-" + orders.get(i), campaign);
        var id = "o-" + orders.get(i);
        executor.execute(
            () -> {
              var answer = shop.sendOn(order);
              assertEquals(202, answer.status(), answer::body);
              var other = numbers.putIfAbsent(id, answer.member("order"));
              if (other != null) assertEquals(other, answer.member("order"), id);
            });
        if (i == orders.size() / 3) house.service("gateway", 1).kill();
        if (i == orders.size() / 2) {
          house.service("gateway", 1).restart();
          house.service("gateway", 1).awaitReady();
        }
      }
    }

    assertEquals(STREAM, numbers.size());
    assertEquals(STREAM, new HashSet<>(numbers.values()).size(), "each is an order of its own");
    Eventually.within(
        SOON, () -> house.ledgers().delivered().containsAll(numbers.values()), "each is delivered");
    var ledger = house.ledgers().delivered();
    assertEquals(ledger.size(), new HashSet<>(ledger).size(), "and none twice");
    assertEquals(STREAM, ledger.size(), "and nothing else");
    assertTrue(stream().contains("\"highest\":60,"), stream());
    assertTrue(stream().contains("\"missing\":0,\"gaps\":[]"), stream());
  }

  @Test
  @Order(2)
  void aGapIsSeenAndClosesWhenWhatWasMissingComes() {
    var campaign = published(CampaignFile.queued("paid-gap"));
    assertEquals(202, shop.sendOn(order(64, "gap-4", campaign)).status());
    assertTrue(stream().contains("\"missing\":3,\"gaps\":[{\"from\":61,\"to\":63,"), stream());

    for (int late : List.of(62, 63)) {
      assertEquals(202, shop.sendOn(order(late, "gap-" + late, campaign)).status());
    }
    assertTrue(stream().contains("\"missing\":1,\"gaps\":[{\"from\":61,\"to\":61,"), stream());
    assertEquals(202, shop.sendOn(order(61, "gap-1", campaign)).status());

    assertTrue(stream().contains("\"missing\":0,\"gaps\":[]"), stream());
  }

  @Test
  @Order(3)
  void whatAUserPaidTwiceForTheyGetTwice() {
    var campaign = published(CampaignFile.ample("paid-twice"));

    var first = shop.sendOn(order(65, "twice", campaign)).member("order");
    var second = shop.sendOn(order(66, "twice", campaign)).member("order");

    assertNotEquals(first, second);
    assertTrue(house.ledgers().delivered().containsAll(List.of(first, second)));
  }

  @Test
  @Order(4)
  void whatIsGivenAwayIsToldAndNotMissed() {
    var campaign = published(new CampaignFile("paid-scarce", "vip-day", 1, 1, 1, 1));
    assertEquals("delivered", shop.sendOn(order(67, "fast", campaign)).word());

    assertEquals("sold-out", shop.sendOn(order(68, "slow", campaign)).word());
    assertEquals("limit-reached", shop.sendOn(order(69, "fast", campaign)).word());
    assertEquals("key-reused", shop.sendOn(order(67, "another", campaign)).word());

    assertTrue(stream().contains("\"highest\":69,"), stream());
    assertTrue(stream().contains("\"missing\":0,\"gaps\":[]"), stream());
  }

  @Test
  @Order(5)
  void whatComesAgainAfterItsHoldIsDeliveredUnderAnotherNumber() {
    var campaign = published(CampaignFile.ample("paid-late"));
    // As a gateway leaves it that dies right after the hold.
    var limits =
        new Limits(1, campaign.stock(), (long) campaign.daily(), 1000, Period.CAMPAIGN, 1, 0, null);
    var request =
        new HoldRequest(campaign.id(), campaign.gift(), "patient", "o-70", limits, "shop", null);
    var first = assertInstanceOf(HoldReply.Held.class, house.ledgers().ask(request)).order();
    Eventually.within(
        SOON,
        () -> house.ledgers().stock(campaign).buckets().getFirst().held() == 0,
        "its hold is over");

    var answer = shop.sendOn(order(70, "patient", campaign));

    assertEquals("delivered", answer.word(), answer::body);
    assertNotEquals(first, answer.member("order"));
    var ledger = house.ledgers().delivered();
    assertTrue(ledger.contains(answer.member("order")) && !ledger.contains(first));
  }

  @Test
  @Order(6)
  void whatThePartnerDidNotSignIsNobodysAndLeavesNothing() {
    var campaign = published(CampaignFile.ample("paid-forged"));
    var order = order(100, "mallory", campaign);
    var signed = shop.sign(order);

    assertEquals(
        "signature-invalid", new Partner(shop.port(), "shop", "x".repeat(32)).send(order).word());
    assertEquals(
        "signature-invalid", new Partner(shop.port(), "bank", shop.secret()).send(order).word());
    assertEquals("signature-invalid", shop.send(signed, order.replace("mallory", "eve")).word());
    for (long off : List.of(-120L, 120L)) {
      var headers = new HashMap<>(signed);
      headers.computeIfPresent(
          "Bestow-Timestamp", (_, time) -> Long.toString(Long.parseLong(time) + off));
      assertEquals("signature-invalid", shop.send(headers, order).word());
    }
    assertTrue(stream().contains("\"highest\":70,"), stream());

    var answer = shop.send(signed, order);
    assertEquals("delivered", answer.word(), answer::body);
    assertEquals(-1, answer.body().indexOf("repeated"), "nobody held anything before");
    assertEquals("signature-replayed", shop.send(signed, order).word());
  }

  private static String order(int number, String user, CampaignFile campaign) {
    return Partner.order("o-" + number, number, user, campaign);
  }

  private static CampaignFile published(CampaignFile campaign) {
    house.publish(campaign);
    return campaign;
  }

  private static String stream() {
    try (var security = ApiClient.of(house.port("security", 1))) {
      return security.send("GET", "/v1/partners", OPERATOR).is(200).body();
    }
  }
}
