package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.flow.CrashTable.Crash;
import bestow.flow.Hop.Side;
import bestow.flow.Hop.Then;
import bestow.flow.Hop.Trap;
import bestow.testing.ApiClient;
import bestow.testing.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// A platform whose processes die at their steps, and what its ledgers say afterwards.
final class CrashScene implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(60);
  private static final Map<String, String> HASTY =
      Map.of(
          "claim.time", "3s",
          "redis.timeout", "10s",
          "quota.hold-time", "4s",
          "sweep.every", "200ms");
  private static final Map<String, String> DESK =
      Map.of("Authorization", "Bearer " + House.OPERATOR_TOKEN);
  private static final String WISH = "{\"by\":\"ann\",\"why\":\"by mistake\"}";

  private final House house;
  private final CampaignFile usual;
  private int campaigns;

  CrashScene(Path folder) {
    var ways = Set.of("quota", "delivery", "provider", "redis-quota", "redis-delivery");
    house = House.watched(folder, ways, HASTY);
    usual = CampaignFile.ample("crash-free");
    house.publish(usual);
  }

  House house() {
    return house;
  }

  /// A campaign with ten of a gift of its own, one for each user.
  CampaignFile published() {
    return published(campaign -> campaign);
  }

  /// The same, given in another way.
  CampaignFile published(UnaryOperator<CampaignFile> how) {
    var campaign = how.apply(CampaignFile.hasty("crash-" + ++campaigns, 10, 1));
    house.publish(campaign);
    return campaign;
  }

  /// Has it die at that step of a claim of the campaign, or of whatever comes by first where the
  /// step does not name its campaign.
  Trap set(Crash crash, CampaignFile campaign) {
    var words = new ArrayList<>(crash.words());
    if (words.contains(CrashTable.WRITE)) {
      words.add("\t" + campaign.id() + "\t");
    }
    var trap = new Trap(words, crash.side(), Then.LOST, victim(crash.victim()).kill());
    house.way(crash.way()).set(trap);
    return trap;
  }

  static void awaitDeath(Trap trap, Crash crash) {
    Eventually.within(SOON, () -> trap.sprung().await(1, TimeUnit.MILLISECONDS), crash.toString());
  }

  void revive(String name) {
    var victim = victim(name);
    victim.restart().run();
    victim.ready().run();
  }

  private Victim victim(String name) {
    return name.startsWith("redis-")
        ? Victim.of(name, house.redis(name.substring("redis-".length())))
        : Victim.of(name, house.service(name, 1));
  }

  /// Returns once a claim is delivered: whoever died is known to be back.
  void awaitWell() {
    Eventually.within(
        SOON,
        () -> house.signIn("somebody").claim(usual).status() == 200,
        "a claim of somebody else is delivered");
  }

  /// Returns once a claim of this campaign is refused by the provider: as [#awaitWell].
  void awaitRefused(CampaignFile campaign) {
    Eventually.within(
        SOON,
        () -> house.signIn("somebody").claim(campaign).word().equals("not-eligible"),
        "a claim of somebody else is refused");
    awaitEnd(campaign, 0);
  }

  /// Has no answer of delivery to a claim of the campaign come: its question is lost on its way.
  void loseDelivery(CampaignFile campaign) {
    var words = List.of("/v1/deliver", "\"" + campaign.id() + "\"");
    house.way("delivery").set(new Trap(words, Side.QUESTION, Then.LOST, () -> {}));
  }

  /// A claim during which somebody died, and what its user was told.
  record Claimed(Crash crash, CampaignFile campaign, Visitor.Answer told) {
    /// The order that its user was told of; empty for none.
    String order() {
      return told.member("order");
    }
  }

  /// Claims once, during which somebody dies, and brings that one back. The user stays away.
  Claimed claimed(Crash crash, CampaignFile campaign) {
    var user = house.signIn("a-user");
    var trap = set(crash, campaign);
    var claim = new FutureTask<>(() -> user.claim(campaign));
    Thread.ofVirtual().start(claim);
    awaitDeath(trap, crash);
    revive(crash.victim());
    return new Claimed(crash, campaign, answered(claim));
  }

  /// Claims, during which somebody dies, and again until the gift is there: it is there once.
  void comeBack(Crash crash, CampaignFile campaign) {
    var user = house.signIn("a-user");
    var claim = Map.of("Idempotency-Key", campaign.id());
    var trap = set(crash, campaign);
    var first = new FutureTask<>(() -> user.claim(campaign, claim));
    Thread.ofVirtual().start(first);
    awaitDeath(trap, crash);

    revive(crash.victim());
    var answer =
        Eventually.valueWithin(
            SOON,
            () -> Optional.of(user.claim(campaign, claim)).filter(one -> one.status() == 200),
            "the user's claim is delivered");

    var order = answer.member("order");
    var told = answered(first).member("order");
    assertEquals(told.isEmpty() ? order : told, order, "the order that the user was told of");
    awaitEnd(campaign, 1);
    assertEquals(List.of(order), orders(campaign));
  }

  /// The laws, once nobody does anything for the claim any more: who was told of an order has it,
  /// nobody has two, and quota has given away what the provider has delivered.
  void checkEnd(Claimed claimed) {
    var campaign = claimed.campaign();
    Eventually.within(
        SOON,
        () -> house.ledgers().stock(campaign).buckets().getFirst().held() == 0,
        claimed.crash() + ": nothing is held any more");
    var delivered = orders(campaign);
    long confirmed = house.ledgers().stock(campaign).buckets().getFirst().confirmed();
    assertTrue(delivered.size() <= 1, claimed.crash() + ", L1: " + delivered);
    assertEquals(delivered.size(), confirmed, claimed.crash() + ", L10: " + delivered);
    if (!claimed.order().isEmpty()) {
      assertEquals(List.of(claimed.order()), delivered, claimed.crash() + ", L3: told of it");
    }
  }

  /// The laws of a claim whose provider refused: nothing is given, and its unit is free again.
  void checkGivenBack(Claimed claimed) {
    var campaign = claimed.campaign();
    awaitEnd(campaign, 0);
    assertEquals(List.of(), orders(campaign), claimed.crash() + ", L4: refused");
    var stock = house.ledgers().stock(campaign);
    long free = stock.reservoir() + stock.buckets().getFirst().free();
    assertEquals(campaign.stock(), free, claimed.crash() + ", L2: given back once");
  }

  /// Once the provider refuses no more: nothing of the claim that it refused is in its user's way.
  void checkClaimedAgain(Claimed claimed) {
    var again = house.signIn("a-user").claim(claimed.campaign());

    assertEquals(200, again.status(), () -> claimed.crash() + ", L6: " + again);
    awaitEnd(claimed.campaign(), 1);
    assertEquals(List.of(again.member("order")), orders(claimed.campaign()), "L1");
  }

  void awaitEnd(CampaignFile campaign, long confirmed) {
    Eventually.within(
        SOON,
        () -> {
          var bucket = house.ledgers().stock(campaign).buckets().getFirst();
          return bucket.held() == 0 && bucket.confirmed() == confirmed;
        },
        "nothing is held any more, and confirmed are " + confirmed);
  }

  /// What the provider delivered of it.
  List<String> orders(CampaignFile campaign) {
    return house.ledgers().deliveries(campaign).stream().map(one -> one.order()).toList();
  }

  /// What the provider took back of it.
  List<String> takenBack(CampaignFile campaign) {
    return house.ledgers().revocations(campaign).stream().map(one -> one.order()).toList();
  }

  /// An operator wants the order taken back, and does not wait for an answer.
  void wishBack(String order) {
    Thread.ofVirtual().start(new FutureTask<>(() -> revoke(order)));
  }

  /// An operator wants the order taken back.
  ///
  /// @return whether delivery has taken that on
  boolean revoke(String order) {
    try (var desk = ApiClient.of(house.port("delivery", 1))) {
      return desk.send("POST", "/v1/orders/" + order + "/revoke", DESK, WISH).status() == 200;
    }
  }

  /// Has the provider refuse everything meanwhile.
  void refusing(Runnable meanwhile) {
    house.misbehave("{\"refuse\":{\"share\":1,\"status\":422}}");
    try {
      meanwhile.run();
    } finally {
      house.misbehave("");
    }
  }

  /// Has the provider mind no order number meanwhile: it shows each call for itself.
  void mindingNoNumbers(Runnable meanwhile) {
    var provider = house.service("provider", 1);
    provider.tell("honour-orders", "false");
    revive("provider");
    try {
      meanwhile.run();
    } finally {
      provider.tell("honour-orders", "true");
      revive("provider");
    }
  }

  private static Visitor.Answer answered(FutureTask<Visitor.Answer> claim) {
    try {
      return claim.get();
    } catch (ExecutionException e) {
      throw new AssertionError("the first claim", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    house.close();
  }
}
