package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.StartException;
import bestow.testing.Act;
import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Provider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workers, for whom no user waits, wait longer for a provider's answer than users do.
final class LaterTest {

  private static final Provider.Timeouts PATIENT = new Provider.Timeouts(500, 500, 100, 20_000);

  private RedisFixture redis;
  @TempDir private Path folder;

  @BeforeEach
  void start() {
    redis = RedisFixture.start();
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void anOrderThatNobodyWaitsForIsDeliveredByItsFirstAttemptHoweverSlowItsProviderIs()
      throws StartException {
    var slow = Act.answer(200, "{\"receipt\":\"r-1\"}").after(Duration.ofSeconds(1));
    try (var peer = FakePeer.start(slow);
        var delivery = start(peer, Map.of("sweep.every", "20ms"))) {
      var number = Samples.number();
      var later = DeliveryFixture.request(number).replace("vip-day", "later");

      var _ = delivery.client().post("/v1/deliver", later).is(200);

      Eventually.within(
          DeliveryFixture.LIMIT,
          () -> delivery.order(number, 0).body().contains("\"state\":\"delivered\""),
          "it is delivered");
      assertTrue(delivery.order(number, 0).body().contains("\"attempts\":1"));
      assertEquals(1, peer.requests().size());
    }
  }

  @Test
  void aUserWaitsNoLongerForThat() throws StartException {
    var slow = Act.answer(200, "{\"receipt\":\"r-1\"}").after(Duration.ofSeconds(15));
    try (var peer = FakePeer.start(slow);
        var delivery = start(peer, Map.of())) {
      var number = Samples.number();

      var said = delivery.deliver(number, 10_000).is(200).body();

      assertTrue(said.startsWith("{\"reply\":\"processing\""), said);
      assertTrue(delivery.order(number, 0).body().contains("\"state\":\"uncertain\""));
    }
  }

  @Test
  void anAttemptBelongsToItsSenderAndStaysOpenForAsLongAsAWorkerMayWait() {
    var numbered = terms(Idempotency.ORDER_NUMBER);
    var asked = terms(Idempotency.QUERY);

    assertEquals(1_000 + 2 * 500 + 500 + 20_000 + 500, numbered.leaseMillis());
    assertEquals(60_000, numbered.settleMillis());
    assertEquals(60_000, Pauses.doubtMillis(asked));
    assertEquals(Schedule.USUAL.mostMillis(), Pauses.doubtMillis(numbered));
  }

  private static Terms terms(Idempotency idempotency) {
    var provider = Samples.provider("http://127.0.0.1:1/gifts", idempotency, PATIENT);
    return Terms.of(provider, 1_000, Schedule.USUAL);
  }

  private DeliveryFixture start(FakePeer peer, Map<String, String> settings) throws StartException {
    var endpoint = "http://127.0.0.1:" + peer.port() + "/gifts";
    var provider = Samples.provider(endpoint, Idempotency.ORDER_NUMBER, PATIENT);
    var started = DeliveryFixture.start(redis, folder, provider, settings);
    started.awaitPublished(1);
    return started;
  }
}
