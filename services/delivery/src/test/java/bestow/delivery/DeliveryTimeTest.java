package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.StartException;
import bestow.testing.Act;
import bestow.testing.ApiClient;
import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Provider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes on when nobody waits any more, and how much of it.
final class DeliveryTimeTest {

  private static final Act SLOW =
      Act.answer(200, "{\"receipt\":\"r-1\"}").after(Duration.ofMillis(700));
  private static final Provider.Timeouts PATIENT = new Provider.Timeouts(1000, 1000, 20_000);

  private static RedisFixture redis;
  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    redis = RedisFixture.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @Test
  void aCallerWhoseTimeIsUpIsToldSoAndTheDeliveryGoesOn() throws StartException {
    try (var peer = FakePeer.start(SLOW);
        var delivery = start(peer, Map.of())) {
      var number = Samples.number();

      assertProcessing(delivery.deliver(number, 200));
      assertDelivered(delivery.order(number, 30_000));
      assertEquals(1, peer.requests().size());
    }
  }

  @Test
  void aClickWhileTheDeliveryIsUnderWaySendsNothing() throws StartException {
    try (var peer = FakePeer.start(SLOW);
        var delivery = start(peer, Map.of())) {
      var number = Samples.number();

      assertProcessing(delivery.deliver(number, 200));
      assertProcessing(delivery.deliver(number));
      assertDelivered(delivery.order(number, 30_000));
      assertEquals(1, peer.requests().size());
    }
  }

  @Test
  void whoeverWaitsForAnOrderIsToldItsEnd() throws Exception {
    try (var peer = FakePeer.start(SLOW);
        var delivery = start(peer, Map.of());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var number = Samples.number();
      assertProcessing(delivery.deliver(number, 200));

      var waiting = threads.submit(() -> delivery.order(number, 30_000));

      assertDelivered(waiting.get());
    }
  }

  @Test
  void theEndThatAnotherInstanceBroughtIsSeenToo() throws Exception {
    try (var peer = FakePeer.start(SLOW);
        var delivery = start(peer, Map.of());
        var other = start(peer, Map.of())) {
      var number = Samples.number();

      assertProcessing(delivery.deliver(number, 200));

      assertDelivered(other.order(number, 30_000));
    }
  }

  @Test
  void aWaitEndsWithItsTimeAndTellsHowItStands() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.STALL);
        var delivery = startHasty(peer, Map.of())) {
      var number = Samples.number();
      assertProcessing(delivery.deliver(number, 200));

      var answer = delivery.order(number, 50).is(200);

      assertTrue(answer.body().contains("\"state\":\"attempting\""), answer.body());
    }
  }

  @Test
  void whereNoOneMoreMayWaitTheAnswerComesAtOnce() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.STALL);
        var delivery = startHasty(peer, Map.of("order.waiters-max", "0"))) {
      var number = Samples.number();
      assertProcessing(delivery.deliver(number, 200));

      var answer = delivery.order(number, 30_000).is(200);

      assertTrue(answer.body().contains("\"state\":\"attempting\""), answer.body());
    }
  }

  @Test
  void aFullLaneRefusesBeforeAnythingIsBegun() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.STALL);
        var delivery = startHasty(peer, Map.of("lane.fast.concurrency-max", "1"))) {
      assertProcessing(delivery.deliver(Samples.number(), 200));
      var number = Samples.number();

      assertRefused(delivery.deliver(number));

      assertEquals("{\"reply\":\"unknown\"}", delivery.order(number, 0).body());
      assertEquals(1, peer.requests().size());
    }
  }

  @Test
  void tooMuchInTheBackgroundRefusesBeforeAnythingIsBegun() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.STALL);
        var delivery = startHasty(peer, Map.of("background.max", "1"))) {
      assertProcessing(delivery.deliver(Samples.number(), 200));
      var number = Samples.number();

      assertRefused(delivery.deliver(number));

      assertEquals("{\"reply\":\"unknown\"}", delivery.order(number, 0).body());
    }
  }

  @Test
  void aFullLaneHasRoomAgainOnceItsWorkEnds() throws StartException {
    try (var peer = FakePeer.start(SLOW);
        var delivery = start(peer, Map.of("lane.fast.concurrency-max", "1"))) {
      assertProcessing(delivery.deliver(Samples.number(), 200));

      Eventually.within(
          DeliveryFixture.LIMIT,
          () -> delivery.deliver(Samples.number()).status() == 200,
          "there is room again");
    }
  }

  @Test
  void aProcessThatEndsBringsWhatItBeganToItsEnd() throws StartException {
    try (var peer = FakePeer.start(SLOW);
        var delivery = start(peer, Map.of())) {
      var number = Samples.number();
      assertProcessing(delivery.deliver(number, 200));

      delivery.stop();

      assertTrue(
          redis.orders().read(number) instanceof OrderStore.Read.Is(var order)
              && order.orElseThrow().isFinal());
    }
  }

  /// One that does not wait for a provider that never answers when it ends.
  private DeliveryFixture startHasty(FakePeer peer, Map<String, String> settings)
      throws StartException {
    var hasty = new HashMap<>(settings);
    hasty.put("drain.deliveries", "0s");
    return start(peer, hasty);
  }

  private DeliveryFixture start(FakePeer peer, Map<String, String> settings) throws StartException {
    var endpoint = "http://127.0.0.1:" + peer.port() + "/gifts";
    return DeliveryFixture.start(
        redis, folder, Samples.provider(endpoint, Idempotency.ORDER_NUMBER, PATIENT), settings);
  }

  private static void assertProcessing(ApiClient.Answer answer) {
    assertTrue(answer.is(200).body().startsWith("{\"reply\":\"processing\""), answer.body());
  }

  private static void assertDelivered(ApiClient.Answer answer) {
    assertTrue(answer.is(200).body().contains("\"state\":\"delivered\""), answer.body());
  }

  private static void assertRefused(ApiClient.Answer answer) {
    var refused = answer.isProblem(503, "unavailable").header("Bestow-Outcome");
    assertEquals(List.of("refused"), refused.stream().toList());
  }
}
