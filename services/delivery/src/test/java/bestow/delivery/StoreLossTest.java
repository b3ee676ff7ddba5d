package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Act;
import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Provider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of deliveries while delivery's own Redis is gone or silent.
final class StoreLossTest {

  private static final Provider.Timeouts PATIENT = new Provider.Timeouts(1000, 1000, 20_000);

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
  void withoutAStoreNothingIsSentAndNothingIsLost() throws Exception {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer)) {
      var before = Samples.number();
      var _ = delivery.deliver(before).is(200);
      redis.redis().kill();

      Eventually.within(
          DeliveryFixture.LIMIT,
          () -> delivery.deliver(Samples.number()).status() == 503,
          "delivery knows that its store is gone");
      var refused = delivery.deliver(Samples.number()).isProblem(503, "unavailable");
      assertEquals("refused", refused.header("Bestow-Outcome").orElseThrow());
      assertEquals(1, peer.requests().size());

      redis.redis().restart();
      Eventually.within(
          DeliveryFixture.LIMIT,
          () -> delivery.order(before, 0).status() == 200,
          "the store is back");
      assertTrue(delivery.order(before, 0).body().contains("\"state\":\"delivered\""));
    }
  }

  @Test
  void anAttemptThatMayNotBeWrittenDownIsNotSent() throws Exception {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer)) {
      var number = Samples.number();
      redis.redis().pause();
      try {
        var answer = delivery.deliver(number).isProblem(503, "unavailable");

        // It is not known to be nothing: nobody may take it for a refusal, or promise it.
        assertEquals(Optional.empty(), answer.header("Bestow-Outcome"));
      } finally {
        redis.redis().resume();
      }

      assertEquals(List.of(), peer.requests());
      Eventually.within(
          DeliveryFixture.LIMIT,
          () -> delivery.order(number, 0).status() == 200,
          "the store is back");
      // The attempt was written down after all, and is nobody's until its lease ends.
      assertTrue(delivery.order(number, 0).body().contains("\"attempts\":1"));
    }
  }

  @Test
  void aDeliveryIsToldOnlyOnceItIsWrittenDown() throws Exception {
    var answer = Act.answer(200, "{\"receipt\":\"r-1\"}").after(Duration.ofMillis(500));
    try (var peer = FakePeer.start(answer);
        var delivery = start(peer);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var number = Samples.number();
      var asked = threads.submit(() -> delivery.deliver(number, 25_000));
      Eventually.within(
          DeliveryFixture.LIMIT, () -> peer.requests().size() == 1, "the provider is called");
      redis.redis().pause();
      try {
        assertTrue(silent(asked), "delivered was told before it was written down");
      } finally {
        redis.redis().resume();
      }

      assertTrue(asked.get().is(200).body().startsWith("{\"reply\":\"delivered\""));
      assertEquals(1, peer.requests().size());
      assertTrue(delivery.order(number, 0).body().contains("\"state\":\"delivered\""));
    }
  }

  @Test
  void aRedisThatDiesAfterTheDeliveryLosesNothing() throws Exception {
    var answer = Act.answer(200, "{\"receipt\":\"r-1\"}").after(Duration.ofMillis(300));
    try (var peer = FakePeer.start(answer);
        var delivery = start(peer);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var number = Samples.number();
      var asked = threads.submit(() -> delivery.deliver(number, 25_000));
      Eventually.within(
          DeliveryFixture.LIMIT, () -> peer.requests().size() == 1, "the provider is called");
      redis.redis().kill();
      redis.redis().restart();

      assertTrue(asked.get().is(200).body().startsWith("{\"reply\":\"delivered\""));
      assertEquals(1, peer.requests().size());
    }
  }

  /// Whether there is no answer for a time in which the provider has long answered.
  private static boolean silent(Future<?> asked) throws Exception {
    try {
      var _ = asked.get(2, TimeUnit.SECONDS);
      return false;
    } catch (TimeoutException _) {
      return true;
    }
  }

  private DeliveryFixture start(FakePeer peer) throws Exception {
    var endpoint = "http://127.0.0.1:" + peer.port() + "/gifts";
    var provider = Samples.provider(endpoint, Idempotency.ORDER_NUMBER, PATIENT);
    return DeliveryFixture.start(redis, folder, provider, Map.of());
  }
}
