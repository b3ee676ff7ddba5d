package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import bestow.wire.config.Period;
import bestow.wire.delivery.DeliverReply;
import bestow.wire.delivery.DeliverRequest;
import bestow.wire.delivery.OrderReply;
import bestow.wire.delivery.OrderState;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldRequest;
import bestow.wire.quota.HoldRequest.Limits;
import bestow.wire.quota.StockReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of claims that nobody waits for: whose gateway died in the middle of them, or whose
/// gift is delivered later.
final class AbandonedTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int TRIES_MAX = 8;

  @TempDir private static Path folder;
  private static House house;

  @BeforeAll
  static void start() {
    // A hold outlives a claim that waits for a silent store.
    house =
        House.start(
            folder, 1, Map.of("quota.hold-time", "8s", "sweep.every", "1s", "redis.timeout", "3s"));
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void aHoldThatNobodyDeliversGoesBackAndItsOrderIsVoidForEver() {
    var campaign = published("held");
    var order = hold(campaign);

    awaitStock(campaign, new Counts(0, 0));

    assertState(OrderState.VOID, order);
    var refused = deliver(campaign, order);
    assertEquals("void", assertInstanceOf(DeliverReply.Refused.class, refused).reason());
    assertTrue(!house.ledgers().delivered().contains(order));
  }

  @Test
  void whoComesBackWithTheKeyOfAVoidOrderHasAnotherAndOnlyThat() {
    var campaign = published("late");
    var late = hold(campaign, "a-key");
    awaitStock(campaign, new Counts(0, 0));
    assertState(OrderState.VOID, late);

    var alice = house.signIn("alice");
    var answer = alice.claim(campaign, Map.of("Idempotency-Key", "a-key"));
    var again = alice.claim(campaign, Map.of("Idempotency-Key", "a-key"));

    assertEquals("delivered", answer.word(), answer.toString());
    assertNotEquals(late, answer.member("order"));
    assertEquals(answer.member("order"), again.member("order"));
    awaitStock(campaign, new Counts(0, 1));
  }

  @Test
  void aDeliveryThatNobodyConfirmsIsConfirmed() {
    var campaign = published("delivered");
    var order = hold(campaign);
    assertInstanceOf(DeliverReply.Delivered.class, deliver(campaign, order));

    awaitStock(campaign, new Counts(0, 1));

    assertState(OrderState.DELIVERED, order);
  }

  @Test
  void anAttemptWhoseDeliveryDiedIsCarriedOnAndConfirmed() {
    var campaign = published("orphaned");
    var order = hold(campaign);
    var provider = house.service("provider", 1);
    provider.kill();
    assertInstanceOf(DeliverReply.Processing.class, deliver(campaign, order));
    house.service("delivery", 1).kill();

    provider.restart();
    provider.awaitReady();
    house.service("delivery", 1).restart();
    house.service("delivery", 1).awaitReady();

    awaitStock(campaign, new Counts(0, 1));
    assertState(OrderState.DELIVERED, order);
    assertEquals(1, house.ledgers().delivered().stream().filter(order::equals).count());
  }

  @Test
  void aPromisedOrderThatDeliveryNeverHeardOfIsDeliveredAllTheSame() {
    var campaign = published("promised");
    var store = house.redis("delivery");
    var answer = house.signIn("user-0").claim(campaign, Map.of());
    // A store that was silent before the claim came is known to be: then nothing is begun at all.
    for (int i = 1; i <= TRIES_MAX && !answer.word().equals("processing"); i++) {
      var visitor = house.signIn("user-" + i);
      store.pause();
      try {
        answer = visitor.claim(campaign, Map.of());
      } finally {
        // What the store had not read yet is lost with it.
        store.kill();
        store.restart();
      }
      Eventually.within(
          SOON,
          () -> house.signIn("somebody").claim(campaign, Map.of()).status() == 200,
          "the store is back");
    }

    assertEquals("processing", answer.word(), answer.toString());
    Eventually.within(
        SOON, () -> counts(house.ledgers().stock(campaign)).held() == 0, "nothing is held");
    var order = answer.member("order");
    assertState(OrderState.DELIVERED, order);
    assertEquals(1, house.ledgers().delivered().stream().filter(order::equals).count());
  }

  @Test
  void claimsOfAGiftThatComesLaterAreDeliveredOnceWhateverDies() {
    var campaign = CampaignFile.queued("queued");
    house.publish(campaign);
    var provider = house.service("provider", 1);
    provider.kill();
    var visitor = house.signIn("carol");
    var orders = new HashSet<String>();
    for (int i = 0; i < 20; i++) {
      var answer = house.signIn("user-" + i).claim(campaign, Map.of());
      assertEquals("processing", answer.word(), answer.toString());
      orders.add(answer.member("order"));
    }
    house.service("delivery", 1).kill();
    house.redis("delivery").kill();
    house.redis("delivery").restart();
    house.service("delivery", 1).restart();
    house.service("delivery", 1).awaitReady();
    provider.restart();
    provider.awaitReady();

    var mine = visitor.claim(campaign, Map.of()).member("order");
    var seen = visitor.get("/v1/claims/" + mine + "?wait=20s");
    awaitStock(campaign, new Counts(0, 21));

    assertEquals("delivered", seen.word(), seen.toString());
    orders.forEach(order -> assertState(OrderState.DELIVERED, order));
    orders.add(mine);
    var ledger = house.ledgers().delivered().stream().filter(orders::contains).toList();
    assertEquals(21, ledger.size());
    assertEquals(orders, new HashSet<>(ledger));
  }

  /// Units of a gift's only bucket.
  private record Counts(long held, long confirmed) {}

  private static CampaignFile published(String id) {
    var campaign = CampaignFile.ample(id);
    house.publish(campaign);
    return campaign;
  }

  private static String hold(CampaignFile campaign) {
    return hold(campaign, null);
  }

  private static String hold(CampaignFile campaign, @Nullable String key) {
    var limits = new Limits(1, campaign.stock(), null, 1, Period.CAMPAIGN, 1, 0, null);
    var request = new HoldRequest(campaign.id(), campaign.gift(), "alice", key, limits, null, null);
    var reply = house.ledgers().ask(request);
    return assertInstanceOf(HoldReply.Held.class, reply).order();
  }

  private static DeliverReply deliver(CampaignFile campaign, String order) {
    return house
        .ledgers()
        .ask(new DeliverRequest(order, "alice", campaign.id(), campaign.gift(), 1));
  }

  private static void awaitStock(CampaignFile campaign, Counts wanted) {
    Eventually.within(
        SOON,
        () -> counts(house.ledgers().stock(campaign)).equals(wanted),
        "the stock has " + wanted);
  }

  private static Counts counts(StockReply stock) {
    var bucket = stock.buckets().getFirst();
    return new Counts(bucket.held(), bucket.confirmed());
  }

  private static void assertState(OrderState state, String order) {
    var found = assertInstanceOf(OrderReply.Found.class, house.ledgers().order(order));
    assertEquals(state, found.state());
  }
}
