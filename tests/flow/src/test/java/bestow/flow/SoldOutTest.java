package bestow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.flow.Visitor.Answer;
import bestow.testing.Act;
import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A gift that is gone, at two gateways and two instances of quota: who has one has it still, and a
/// unit that comes back is there for the next.
final class SoldOutTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  /// Far above what is promised, far below what gateways remember here.
  private static final Duration BACK = Duration.ofSeconds(5);

  @TempDir private static Path folder;
  private static House house;

  private final AtomicInteger strangers = new AtomicInteger();

  @BeforeAll
  static void start() {
    // Gateways that forget nothing while the test runs: nobody may be refused on that alone.
    house =
        House.start(
            folder,
            Set.of("gateway", "quota"),
            Map.of("gone.remembered", "1m", "gone.gathered", "100ms"));
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void whoHasTheLastOneGetsItBackHoweverOftenOthersAreTurnedAway() {
    try (var provider = FakePeer.start(Act.answer(200, "{\"receipt\":\"r-1\"}"))) {
      publish("last", provider.port());
      var alice = house.signIn("alice");
      var mine = alice.claim(campaign("last"), Map.of("Idempotency-Key", "one"));
      assertEquals(200, mine.status(), mine.toString());
      // Twice at each gateway: the second time it is known to be gone.
      for (int i = 0; i < 4; i++) {
        var answer = stranger("last", 1 + i % 2);
        assertEquals("sold-out", answer.word(), answer.toString());
      }

      for (int gateway = 1; gateway <= 2; gateway++) {
        var at = alice.at(house.port("gateway", gateway));
        var again = at.claim(campaign("last"), Map.of("Idempotency-Key", "one"));
        var another = at.claim(campaign("last"));

        assertEquals(200, again.status(), again.toString());
        assertEquals(mine.member("order"), again.member("order"));
        assertTrue(again.body().contains("\"repeated\":true"), again.toString());
        assertEquals("limit-reached", another.word(), another.toString());
      }
      assertEquals(1, provider.requests().size());
    }
  }

  @Test
  void aUnitThatComesBackIsThereForTheNext() throws Exception {
    var slowNo = Act.answer(422, "{}").after(Duration.ofSeconds(3));
    var yes = Act.answer(200, "{\"receipt\":\"r-1\"}");
    try (var provider = FakePeer.start(List.of(List.of(slowNo, yes), List.of(yes)));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      publish("back", provider.port());
      var ghost = house.signIn("ghost");
      var waiting = threads.submit(() -> ghost.claim(campaign("back")));
      Eventually.within(SOON, () -> provider.accepted() == 1, "the only unit is on its way");
      for (int i = 0; i < 4; i++) {
        var answer = stranger("back", 1 + i % 2);
        assertEquals("sold-out", answer.word(), answer.toString());
      }

      assertEquals("not-eligible", waiting.get().word());

      Eventually.within(BACK, () -> stranger("back", 2).status() == 200, "it can be claimed again");
      assertEquals("sold-out", stranger("back", 1).word());
      assertEquals(2, provider.requests().size());
    }
  }

  private Answer stranger(String campaign, int gateway) {
    var visitor = house.signIn("stranger-" + strangers.incrementAndGet());
    return visitor.at(house.port("gateway", gateway)).claim(campaign(campaign));
  }

  private static CampaignFile campaign(String id) {
    return new CampaignFile(id, "vip-day", 1, 1, 1, 1);
  }

  /// One unit of one gift, from a provider that refuses by 422.
  private static void publish(String id, int providerPort) {
    var from = Instant.now().minusSeconds(86_400);
    var yaml =
        """
        campaign: %s
        window: {from: %s, to: %s}
        gifts:
          - {gift: vip-day, provider: fake, stock: 1, perUser: {limit: 1, per: campaign}}
        providers:
          - provider: fake
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
            .formatted(id, from, from.plusSeconds(30 * 86_400), providerPort);
    try (var operator = new Operator(house.port("config", 1))) {
      operator.publish(id, yaml);
    }
    for (int i = 1; i <= 2; i++) {
      var visitor = new Visitor(house.port("gateway", i), "");
      Eventually.within(
          SOON, () -> visitor.get("/v1/campaigns/" + id).status() == 200, "a gateway has " + id);
    }
  }
}
