package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import bestow.flow.CrashScene.Claimed;
import bestow.flow.CrashTable.Crash;
import bestow.flow.Hop.Side;
import bestow.flow.Hop.Then;
import bestow.flow.Hop.Trap;
import bestow.mesh.Ticker;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of crashes: each process of an order's way dies at each step of it, by `kill -9`. Its
/// user claims again or stays away, sweepers look after the rest, and there is one gift.
final class CrashTest {
  // Of a provider with a second each to connect, to write and to read.
  private static final Duration LEASE = Duration.ofSeconds(6);

  @TempDir private static Path folder;
  private static CrashScene scene;

  @BeforeAll
  static void start() {
    scene = new CrashScene(folder);
  }

  @AfterAll
  static void stop() {
    scene.close();
  }

  @ParameterizedTest
  @MethodSource("bestow.flow.CrashTable#ofAClaim")
  void aClaimIsDeliveredOnceWhoeverDies(Crash crash) {
    scene.comeBack(crash, scene.published());
  }

  @ParameterizedTest
  @MethodSource("bestow.flow.CrashTable#ofAnAbandonedHold")
  void aHoldThatNobodyComesBackForIsGivenBackWhoeverDies(Crash crash) {
    var campaign = scene.published();
    var limits = new Limits(1, campaign.stock(), null, 1, Period.CAMPAIGN, 1, 0, null);
    var request =
        new HoldRequest(campaign.id(), campaign.gift(), "nobody", null, limits, null, null);
    var trap = scene.set(crash, campaign);
    var ledgers = scene.house().ledgers();
    var held = assertInstanceOf(HoldReply.Held.class, ledgers.ask(request));
    CrashScene.awaitDeath(trap, crash);

    scene.revive(crash.victim());

    scene.awaitEnd(campaign, 0);
    var order = assertInstanceOf(OrderReply.Found.class, ledgers.order(held.order()));
    assertEquals(OrderState.VOID, order.state());
    assertEquals(List.of(), scene.orders(campaign));
  }

  /// One after the other: a release does not say of which campaign it is.
  @Test
  void whatWasRefusedIsGivenBackOnceWhoeverDies() {
    var claims = new ArrayList<Claimed>();
    scene.refusing(
        () -> {
          var others = scene.published(CampaignFile::refusable);
          for (var crash : CrashTable.ofARefusal()) {
            scene.awaitRefused(others);
            var claimed = scene.claimed(crash, scene.published(CampaignFile::refusable));
            scene.checkGivenBack(claimed);
            claims.add(claimed);
          }
        });

    claims.forEach(scene::checkClaimedAgain);
  }

  /// Most of the time of each is its hold's: they wait together.
  @Test
  void whatIsPromisedIsDeliveredWhoeverDies() {
    var claims = new ArrayList<Claimed>();
    for (var crash : CrashTable.ofAPromise()) {
      scene.awaitWell();
      var campaign = scene.published();
      scene.loseDelivery(campaign);
      claims.add(scene.claimed(crash, campaign));
    }

    claims.forEach(scene::checkEnd);

    for (var claimed : claims) {
      if (claimed.crash().side() == Side.ANSWER) {
        // The promise is on disk, whoever heard of it.
        assertEquals(1, scene.orders(claimed.campaign()).size(), claimed.crash().toString());
      }
    }
  }

  /// Most of the time of each is its attempt's lease: they wait together.
  @Test
  void aQueuedOrderIsDeliveredOnceWhoeverDies() {
    var claims = new ArrayList<Claimed>();
    for (var crash : CrashTable.ofAQueuedOrder()) {
      scene.awaitWell();
      claims.add(scene.claimed(crash, scene.published(CampaignFile::unawaited)));
    }

    claims.forEach(scene::checkEnd);
  }

  @ParameterizedTest
  @MethodSource("bestow.flow.CrashTable#ofARevocation")
  void whatIsTakenBackIsTakenBackOnceWhoeverDies(Crash crash) {
    scene.awaitWell();
    var campaign = scene.published(CampaignFile::revocable);
    var order = scene.house().signIn("a-user").claim(campaign).member("order");
    var trap = scene.set(crash, campaign);
    scene.wishBack(order);
    CrashScene.awaitDeath(trap, crash);

    scene.revive(crash.victim());
    Eventually.within(CrashScene.SOON, () -> scene.revoke(order), "the wish is written down");

    Eventually.within(
        CrashScene.SOON,
        () ->
            scene.house().ledgers().order(order) instanceof OrderReply.Found found
                && found.state() == OrderState.REVOKED,
        "it is taken back");
    assertEquals(List.of(order), scene.orders(campaign));
    assertEquals(List.of(order), scene.takenBack(campaign));
    scene.awaitEnd(campaign, 1);
  }

  @ParameterizedTest
  @MethodSource("bestow.flow.CrashTable#ofAnAskedProvider")
  void aProviderThatMindsNoNumberIsAskedBeforeItIsSentToAgain(Crash crash) {
    scene.mindingNoNumbers(() -> scene.comeBack(crash, scene.published(CampaignFile::askable)));
  }

  @Test
  void aWorkerThatHangsPastItsLeaseSendsNothingMore() {
    var delivery = scene.house().service("delivery", 1);
    scene.mindingNoNumbers(
        () -> {
          var campaign = scene.published();
          var words = List.of(CrashTable.WRITE, CrashTable.ATTEMPT);
          var trap = new Trap(words, Side.ANSWER, Then.PASSED, delivery::pause);
          scene.house().way("redis-delivery").set(trap);
          assertEquals("processing", scene.house().signIn("a-user").claim(campaign).word());
          var hung = Ticker.system().nanos();
          Eventually.within(
              CrashScene.SOON,
              () -> Ticker.system().nanos() - hung > LEASE.toNanos(),
              "the lease is over");
          delivery.resume();

          scene.awaitEnd(campaign, 1);
          assertEquals(1, scene.orders(campaign).size());
        });
  }
}
