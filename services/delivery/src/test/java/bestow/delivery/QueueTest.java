package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.StartException;
import bestow.testing.ApiClient;
import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.testing.FreePort;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Lane;
import bestow.wire.config.Provider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Orders for which nobody waits, over a real Redis and real HTTP.
final class QueueTest {

  private static final Provider.Timeouts HASTY = new Provider.Timeouts(500, 500, 300);

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
  void anAsynchronousOrderIsPromisedAndQueuedBeforeAnythingIsSent() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(fast(peer.port()), Map.of())) {
      var number = Samples.number();

      assertQueued(number, delivery);
      assertQueued(number, delivery);

      assertTrue(delivery.order(number, 0).body().contains("\"state\":\"accepted\""));
      assertTrue(redis.due(number).isPresent());
      assertEquals(List.of(), peer.requests());
    }
  }

  @Test
  void everyQueuedOrderIsDeliveredOnceAlsoByInstancesThatStartLater() throws StartException {
    var numbers = new ArrayList<OrderNumber>();
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED)) {
      try (var taking = start(fast(peer.port()), Map.of())) {
        for (int i = 0; i < 60; i++) {
          var number = Samples.number(i);
          assertQueued(number, taking);
          numbers.add(number);
        }
      }
      try (var first = start(fast(peer.port()), Map.of("sweep.every", "20ms"));
          var _ = start(fast(peer.port()), Map.of("sweep.every", "20ms"))) {
        for (var number : numbers) {
          awaitState("delivered", number, first);
        }
        assertEquals(numbers.size(), new HashSet<>(peer.requests()).size());
        assertEquals(numbers.size(), peer.requests().size());
      }
    }
  }

  @Test
  void whoeverWaitsForAnAsynchronousOrderSeesItsEnd() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(fast(peer.port()), Map.of("sweep.every", "200ms"))) {
      var number = Samples.number();
      assertQueued(number, delivery);

      assertTrue(delivery.order(number, 30_000).body().contains("\"state\":\"delivered\""));
    }
  }

  @Test
  void anInstanceLeavesTheOtherLaneToThoseWhoWorkIt() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED)) {
      var slow = slow(peer.port());
      try (var fast = start(slow, Map.of("sweep.every", "20ms", "place.lane", "fast"))) {
        var number = Samples.number();
        // Its user would wait for it, but nobody works its lane here.
        var answer = fast.deliver(number).is(200).body();
        assertTrue(answer.startsWith("{\"reply\":\"processing\",\"promisedBy\":"), answer);
        var shard = number.shard();
        var queued = redis.redis().command("ZCARD", RedisOrderStore.due(Lane.SLOW, shard));
        assertEquals("1", queued);

        var other = Map.of("sweep.every", "20ms", "place.lane", "slow");
        try (var workers = start(slow, other)) {
          awaitState("delivered", number, workers);
        }
        assertEquals(1, peer.requests().size());
      }
    }
  }

  @Test
  void aProviderThatHangsHoldsUpNobodyElsesOrders() throws StartException {
    var patient = new Provider.Timeouts(500, 500, 60_000);
    try (var hanging = FakePeer.start(ProviderAnswers.STALL);
        var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery =
            start(
                Samples.provider(at(hanging.port()), Idempotency.ORDER_NUMBER, patient),
                Map.of("sweep.every", "20ms", "drain.deliveries", "0ms"))) {
      // More than there are workers: it has half of them.
      for (int i = 0; i < 40; i++) {
        assertQueued(Samples.number(), delivery);
      }
      Eventually.within(
          DeliveryFixture.LIMIT, () -> hanging.requests().size() == 16, "the provider hangs");

      delivery.config().publish(Samples.published(2, fast(peer.port())));
      var number = Samples.number();
      assertQueued(number, delivery, 2);

      awaitState("delivered", number, delivery);
    }
  }

  @Test
  void aProvidersPaceIsKeptAndWhatExceedsItWaits() throws StartException {
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery =
            start(
                fast(peer.port()),
                Map.of("pace.providers", "sandbox", "pace.sandbox.rate-max", "1"))) {
      var first = Samples.number();
      var second = Samples.number();

      var _ = delivery.deliver(first).is(200);
      // A user who would wait is promised it instead.
      var body = delivery.deliver(second).is(200).body();

      assertTrue(body.startsWith("{\"reply\":\"processing\""), body);
      assertEquals(1, peer.requests().size());
      assertTrue(redis.due(second).isPresent());
    }
  }

  @Test
  void aProviderThatIsGoneIsTriedAgainUntilItIsBackAndNothingIsSentTwice() throws StartException {
    int port = FreePort.next();
    var settings =
        Map.of("sweep.every", "20ms", "pace.retry-first", "50ms", "pace.retry-most", "200ms");
    try (var delivery = start(fast(port), settings)) {
      var numbers = new ArrayList<OrderNumber>();
      for (int i = 0; i < 20; i++) {
        var number = Samples.number();
        assertQueued(number, delivery);
        numbers.add(number);
      }
      for (var number : numbers) {
        awaitState("waiting", number, delivery);
      }
      try (var peer = FakePeer.start(ProviderAnswers.DELIVERED)) {
        delivery.config().publish(Samples.published(2, fast(peer.port())));
        for (var number : numbers) {
          awaitState("delivered", number, delivery);
        }
        assertEquals(numbers.size(), peer.requests().size());
      }
    }
  }

  @Test
  void aQueueThatIsFullTakesNoMoreAndSaysSo() throws StartException {
    var settings = Map.of("queue.max", "3", "sweep.every", "20ms", "pace.retry-first", "10m");
    try (var delivery = start(fast(FreePort.next()), settings)) {
      var numbers = new ArrayList<OrderNumber>();
      Eventually.within(
          DeliveryFixture.LIMIT,
          () -> {
            var number = Samples.number();
            numbers.add(number);
            return deliver(number, delivery, 1).body().contains("too many orders wait");
          },
          "the queue is full");

      assertTrue(numbers.size() > 3);
      var refused = deliver(numbers.getLast(), delivery, 1).isProblem(503, "unavailable");
      assertEquals(Optional.of("refused"), refused.header("Bestow-Outcome"));
      assertEquals("{\"reply\":\"unknown\"}", delivery.order(numbers.getLast(), 0).body());
      assertTrue(deliver(numbers.getFirst(), delivery, 1).body().contains("processing"));
    }
  }

  private static void assertQueued(OrderNumber number, DeliveryFixture delivery) {
    assertQueued(number, delivery, 1);
  }

  private static void assertQueued(OrderNumber number, DeliveryFixture delivery, int version) {
    var body = deliver(number, delivery, version).is(200).body();
    assertTrue(body.startsWith("{\"reply\":\"processing\",\"promisedBy\":"), body);
  }

  private static ApiClient.Answer deliver(
      OrderNumber number, DeliveryFixture delivery, int version) {
    return delivery
        .client()
        .post(
            "/v1/deliver",
            DeliveryFixture.request(number)
                .replace("vip-day", "later")
                .replace("\"version\":1", "\"version\":" + version));
  }

  private static void awaitState(String state, OrderNumber number, DeliveryFixture delivery) {
    Eventually.within(
        DeliveryFixture.LIMIT,
        () -> delivery.order(number, 0).body().contains("\"state\":\"" + state + "\""),
        number + " is " + state);
  }

  private static Provider fast(int port) {
    return Samples.provider(at(port), Idempotency.ORDER_NUMBER, HASTY);
  }

  private static Provider slow(int port) {
    return Samples.provider(at(port), Idempotency.ORDER_NUMBER, HASTY, Lane.SLOW);
  }

  private static String at(int port) {
    return "http://127.0.0.1:" + port + "/gifts";
  }

  private DeliveryFixture start(Provider provider, Map<String, String> settings)
      throws StartException {
    var own = folder.resolve("instance-" + FreePort.next());
    return DeliveryFixture.start(redis, own, provider, new HashMap<>(settings));
  }
}
