package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bestow.flow.Hop.Side;
import bestow.flow.Hop.Then;
import bestow.flow.Hop.Trap;
import bestow.mesh.Ticker;
import bestow.store.Script;
import bestow.testing.Eventually;
import bestow.wire.config.Period;
import bestow.wire.delivery.OrderReply;
import bestow.wire.delivery.OrderState;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldRequest;
import bestow.wire.quota.HoldRequest.Limits;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of crashes: each process of a claim's way dies at each step of it, by `kill -9`. Its
/// user claims again, sweepers look after the rest, and there is one gift.
final class CrashTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  // Of a provider with a second each to connect, to write and to read.
  private static final Duration LEASE = Duration.ofSeconds(6);
  private static final String HOLD = script(bestow.quota.Main.class, "hold.lua");
  private static final String SETTLE = script(bestow.quota.Main.class, "settle.lua");
  private static final String WRITE = script(bestow.delivery.Main.class, "write.lua");
  private static final String ATTEMPT = "\tattempting\t";
  private static final String OUTCOME = "\tdelivered\t";
  private static final String TOMBSTONE = "\tvoid\t";
  private static final Map<String, String> HASTY =
      Map.of(
          "claim.time", "3s",
          "redis.timeout", "10s",
          "quota.hold-time", "4s",
          "sweep.every", "200ms");

  @TempDir private static Path folder;
  private static House house;
  private static int campaigns;

  /// A step, and who dies at it.
  ///
  /// @param when the step, for whoever reads the table
  /// @param way on which the bytes go that are held while it dies
  record Crash(String victim, String when, String way, Side side, List<String> words) {
    @Override
    public String toString() {
      return victim + " dies " + when;
    }
  }

  @BeforeAll
  static void start() {
    var ways = Set.of("quota", "delivery", "provider", "redis-quota", "redis-delivery");
    house = House.watched(folder, ways, HASTY);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @ParameterizedTest
  @MethodSource
  void aClaimIsDeliveredOnceWhoeverDies(Crash crash) {
    var campaign = published();
    var user = house.signIn("a-user");
    var claim = Map.of("Idempotency-Key", campaign.id());
    var trap = set(crash);
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

  static List<Crash> aClaimIsDeliveredOnceWhoeverDies() {
    var table = new ArrayList<Crash>();
    table.addAll(
        steps(
            "gateway",
            step("before quota is asked", "quota", Side.QUESTION, "/v1/hold"),
            step("before it hears of its hold", "quota", Side.ANSWER, "/v1/hold"),
            step("before delivery is asked", "delivery", Side.QUESTION, "/v1/deliver"),
            step("before it hears and answers", "delivery", Side.ANSWER, "/v1/deliver"),
            step("before the order is confirmed", "quota", Side.QUESTION, "/v1/settle"),
            step("before it hears of that", "quota", Side.ANSWER, "/v1/settle")));
    for (var dies : List.of("quota", "redis-quota")) {
      table.addAll(
          steps(
              dies,
              step("before the hold is written", "redis-quota", Side.QUESTION, HOLD),
              step("after the hold is written", "redis-quota", Side.ANSWER, HOLD),
              step("before the confirmation is written", "redis-quota", Side.QUESTION, SETTLE),
              step("after the confirmation is written", "redis-quota", Side.ANSWER, SETTLE)));
    }
    for (var dies : List.of("delivery", "redis-delivery")) {
      table.addAll(
          steps(
              dies,
              step(
                  "before the attempt is written", "redis-delivery", Side.QUESTION, WRITE, ATTEMPT),
              step("after the attempt is written", "redis-delivery", Side.ANSWER, WRITE, ATTEMPT),
              step(
                  "before the outcome is written", "redis-delivery", Side.QUESTION, WRITE, OUTCOME),
              step("after the outcome is written", "redis-delivery", Side.ANSWER, WRITE, OUTCOME)));
    }
    for (var dies : List.of("delivery", "provider")) {
      table.addAll(
          steps(
              dies,
              step("before the provider has a byte", "provider", Side.QUESTION, "/gifts"),
              step("once the provider has delivered", "provider", Side.ANSWER, "/gifts")));
    }
    table.addAll(
        steps(
            "delivery",
            step("before it has the order", "delivery", Side.QUESTION, "/v1/deliver"),
            step("before it answers", "delivery", Side.ANSWER, "/v1/deliver")));
    return table;
  }

  @ParameterizedTest
  @MethodSource
  void aHoldThatNobodyComesBackForIsGivenBackWhoeverDies(Crash crash) {
    var campaign = published();
    var limits = new Limits(1, campaign.stock(), null, 1, Period.CAMPAIGN, 1, 0, null);
    var request =
        new HoldRequest(campaign.id(), campaign.gift(), "nobody", null, limits, null, null);
    var trap = set(crash);
    var held = assertInstanceOf(HoldReply.Held.class, house.ledgers().ask(request));
    awaitDeath(trap, crash);

    revive(crash.victim());

    awaitEnd(campaign, 0);
    var order = assertInstanceOf(OrderReply.Found.class, house.ledgers().order(held.order()));
    assertEquals(OrderState.VOID, order.state());
    assertEquals(List.of(), orders(campaign));
  }

  static List<Crash> aHoldThatNobodyComesBackForIsGivenBackWhoeverDies() {
    var table = new ArrayList<Crash>();
    table.addAll(
        steps(
            "quota",
            step("before it asks what became of it", "delivery", Side.QUESTION, "/v1/questions"),
            step("before it hears", "delivery", Side.ANSWER, "/v1/questions"),
            step("before the release is written", "redis-quota", Side.QUESTION, SETTLE),
            step("after the release is written", "redis-quota", Side.ANSWER, SETTLE)));
    table.addAll(
        steps(
            "delivery",
            step("before the tombstone is written", "redis-delivery", Side.QUESTION, TOMBSTONE),
            step("after the tombstone is written", "redis-delivery", Side.ANSWER, TOMBSTONE)));
    return table;
  }

  /// A provider that minds no order number shows each call for itself.
  @Test
  void aWorkerThatHangsPastItsLeaseSendsNothingMore() {
    var provider = house.service("provider", 1);
    var delivery = house.service("delivery", 1);
    provider.tell("honour-orders", "false");
    revive("provider");
    try {
      var campaign = published();
      var trap = new Trap(List.of(WRITE, ATTEMPT), Side.ANSWER, Then.PASSED, delivery::pause);
      house.way("redis-delivery").set(trap);
      assertEquals("processing", house.signIn("a-user").claim(campaign).word());
      var hung = Ticker.system().nanos();
      Eventually.within(
          SOON, () -> Ticker.system().nanos() - hung > LEASE.toNanos(), "the lease is over");
      delivery.resume();

      awaitEnd(campaign, 1);
      assertEquals(1, orders(campaign).size());
    } finally {
      provider.tell("honour-orders", "true");
      revive("provider");
    }
  }

  private static List<Crash> steps(String victim, Crash... steps) {
    return List.of(steps).stream()
        .map(step -> new Crash(victim, step.when(), step.way(), step.side(), step.words()))
        .toList();
  }

  private static Crash step(String when, String way, Side side, String... words) {
    return new Crash("", when, way, side, List.of(words));
  }

  private static Trap set(Crash crash) {
    var trap = new Trap(crash.words(), crash.side(), Then.LOST, victim(crash.victim()).kill());
    house.way(crash.way()).set(trap);
    return trap;
  }

  private static void awaitDeath(Trap trap, Crash crash) {
    Eventually.within(SOON, () -> trap.sprung().await(1, TimeUnit.MILLISECONDS), crash.toString());
  }

  private static void revive(String name) {
    var victim = victim(name);
    victim.restart().run();
    victim.ready().run();
  }

  private static Victim victim(String name) {
    return name.startsWith("redis-")
        ? Victim.of(name, house.redis(name.substring("redis-".length())))
        : Victim.of(name, house.service(name, 1));
  }

  private static CampaignFile published() {
    var campaign = CampaignFile.hasty("crash-" + ++campaigns, 10, 1);
    house.publish(campaign);
    return campaign;
  }

  private static void awaitEnd(CampaignFile campaign, long confirmed) {
    Eventually.within(
        SOON,
        () -> {
          var bucket = house.ledgers().stock(campaign).buckets().getFirst();
          return bucket.held() == 0 && bucket.confirmed() == confirmed;
        },
        "nothing is held any more, and confirmed are " + confirmed);
  }

  private static List<String> orders(CampaignFile campaign) {
    return house.ledgers().deliveries(campaign).stream().map(one -> one.order()).toList();
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

  private static String script(Class<?> neighbour, String file) {
    return Script.load(neighbour, file).digest();
  }
}
