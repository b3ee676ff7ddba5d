package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.flow.Visitor.Answer;
import bestow.testing.Eventually;
import bestow.wire.delivery.OrderReply;
import bestow.wire.delivery.OrderState;
import bestow.wire.quota.StockReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The laws of design under a crowd, on real processes, judged by the provider's own ledger.
final class ClaimLawsTest {
  private static final int USERS = 500;
  private static final int CLAIMS = 2000;
  private static final Duration SETTLED = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static House house;

  @BeforeAll
  static void start() {
    house = House.start(folder);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  /// One click: who, for which claim of theirs, and what they were answered.
  private record Click(String user, int claim, Answer answer) {}

  @Test
  void aCrowdGetsExactlyWhatThereIs() throws InterruptedException {
    var campaign = new CampaignFile("crowd", "vip-day", 1200, 1000, 3, 1);

    var clicks = crowd(campaign);

    var delivered = of(clicks, "delivered");
    assertEquals(1000, distinctOrders(delivered).size(), "the day's limit, and not one more");
    assertEquals(Set.of("delivered", "limit-reached", "sold-out"), words(clicks));
    lawsHold(campaign, clicks, 1000);
  }

  @Test
  void stockOverManyBucketsIsGivenAwayToTheLastOne() throws InterruptedException {
    var campaign = new CampaignFile("buckets", "coupon", 700, 5000, 3, 8);

    var clicks = crowd(campaign);

    assertEquals(Set.of("delivered", "limit-reached", "sold-out"), words(clicks));
    lawsHold(campaign, clicks, 700);
  }

  /// 2,000 claims by 500 users, each sent one to five times at the same time. A user's next claim
  /// begins when the one before is settled: while an order is open, a click is the same claim. Half
  /// of the users make all of their claims first, so that their own limit is met as well.
  private static Collection<Click> crowd(CampaignFile campaign) throws InterruptedException {
    house.publish(campaign);
    var visitors = new ArrayList<Visitor>();
    for (int user = 0; user < USERS; user++) {
      visitors.add(house.signIn(campaign.id() + "-" + user));
    }
    // Seeded, so that a run that fails can be made again.
    var random = new Random(42);
    var clicks = new ConcurrentLinkedQueue<Click>();
    for (int half = 0; half < 2; half++) {
      for (int round = 0; round < CLAIMS / USERS; round++) {
        wave(campaign, new Wave(visitors, half * USERS / 2, round), random, clicks);
        Eventually.within(SETTLED, () -> held(campaign) == 0, "the wave is settled");
      }
    }
    return clicks;
  }

  /// Which of the users claim, and which of their claims it is.
  private record Wave(List<Visitor> visitors, int firstUser, int round) {}

  private static void wave(
      CampaignFile campaign, Wave wave, Random random, Collection<Click> clicks)
      throws InterruptedException {
    var atOnce = new Semaphore(64);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int user = wave.firstUser(); user < wave.firstUser() + USERS / 2; user++) {
        var visitor = wave.visitors().get(user);
        var name = "user-" + user;
        int claim = user * (CLAIMS / USERS) + wave.round();
        var key = Map.of("Idempotency-Key", "claim-" + claim);
        int repeats = 1 + random.nextInt(5);
        for (int repeat = 0; repeat < repeats; repeat++) {
          atOnce.acquire();
          executor.execute(
              () -> {
                try {
                  var answer = untilItIsKnown(visitor, campaign, key);
                  clicks.add(new Click(name, claim, answer));
                } finally {
                  atOnce.release();
                }
              });
        }
      }
    }
  }

  private static final Set<String> NOT_YET =
      Set.of("processing", "key-in-flight", "unavailable", "in-doubt");

  /// Clicks as a user does: a claim that is under way, or was not begun, is made again.
  private static Answer untilItIsKnown(
      Visitor visitor, CampaignFile campaign, Map<String, String> key) {
    return Eventually.valueWithin(
        SETTLED,
        () -> {
          var answer = visitor.claim(campaign, key);
          boolean known = !NOT_YET.contains(answer.word());
          return known ? Optional.of(answer) : Optional.empty();
        },
        "the claim is answered for good");
  }

  private static void lawsHold(CampaignFile campaign, Collection<Click> clicks, int given) {
    var answered = distinctOrders(of(clicks, "delivered"));
    assertEquals(given, answered.size(), words(clicks).toString());
    var ledger = house.ledgers().delivered().stream().filter(answered::contains).toList();
    // L1: one delivery an order. L3: what was answered 200 is delivered. L4: nothing else is.
    assertEquals(answered.size(), ledger.size(), "each order is delivered exactly once");
    assertEquals(answered, new HashSet<>(ledger));
    Eventually.within(SETTLED, () -> confirmed(campaign) == given, "all of it is confirmed");
    // L2: nothing is created or lost on the way through the buckets.
    StockReply stock = house.ledgers().stock(campaign);
    long leased = 0;
    for (var bucket : stock.buckets()) {
      assertEquals(bucket.leased(), bucket.free() + bucket.held() + bucket.confirmed());
      assertTrue(bucket.free() >= 0 && bucket.held() == 0, bucket.toString());
      leased += bucket.leased();
    }
    assertEquals(campaign.stock(), stock.configured());
    assertEquals(stock.configured(), stock.reservoir() + leased);
    ownLimitHolds(campaign, clicks);
    oneFinalAnswer(clicks);
  }

  /// L6.
  private static void ownLimitHolds(CampaignFile campaign, Collection<Click> clicks) {
    var perUser = new HashMap<String, Set<String>>();
    for (Click click : of(clicks, "delivered")) {
      perUser
          .computeIfAbsent(click.user(), _ -> new HashSet<>())
          .add(click.answer().member("order"));
    }
    perUser.forEach((user, orders) -> assertTrue(orders.size() <= campaign.perUser(), user));
  }

  /// L5: one claim has one final answer, however often it was sent, and delivery stands by it.
  private static void oneFinalAnswer(Collection<Click> clicks) {
    var byClaim = of(clicks, "delivered").stream().collect(Collectors.groupingBy(Click::claim));
    byClaim.forEach(
        (claim, same) -> {
          assertEquals(1, distinctOrders(same).size(), "claim " + claim + " has one order");
          assertEquals(
              1,
              same.stream().map(each -> each.answer().member("receipt")).distinct().count(),
              "and one receipt");
        });
    var sample = distinctOrders(of(clicks, "delivered")).stream().limit(50).toList();
    for (String order : sample) {
      var found = assertInstanceOf(OrderReply.Found.class, house.ledgers().order(order));
      assertEquals(OrderState.DELIVERED, found.state());
      assertEquals(1, found.attempts());
    }
  }

  private static long held(CampaignFile campaign) {
    return house.ledgers().stock(campaign).buckets().stream()
        .mapToLong(StockReply.Bucket::held)
        .sum();
  }

  private static long confirmed(CampaignFile campaign) {
    return house.ledgers().stock(campaign).buckets().stream()
        .mapToLong(StockReply.Bucket::confirmed)
        .sum();
  }

  private static List<Click> of(Collection<Click> clicks, String word) {
    return clicks.stream().filter(click -> click.answer().word().equals(word)).toList();
  }

  private static Set<String> distinctOrders(Collection<Click> clicks) {
    return clicks.stream().map(click -> click.answer().member("order")).collect(Collectors.toSet());
  }

  private static Set<String> words(Collection<Click> clicks) {
    return clicks.stream().map(click -> click.answer().word()).collect(Collectors.toSet());
  }
}
