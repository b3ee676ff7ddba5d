package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.server.StartException;
import bestow.testing.Act;
import bestow.testing.ApiClient;
import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.testing.FreePort;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Lane;
import bestow.wire.config.Provider;
import bestow.wire.delivery.OrderState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes on although nobody clicks, over a real Redis and real HTTP.
final class SweeperTest {

  private static final Map<String, String> SWEEPING = Map.of("sweep.every", "20ms");
  private static final Provider.Timeouts HASTY = new Provider.Timeouts(500, 500, 50);

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
  void anAttemptWhoseSenderDiedIsBroughtToItsEnd() throws StartException {
    var number = Samples.number();
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(peer.port(), Idempotency.ORDER_NUMBER, SWEEPING)) {
      write(attempting(number, peer.port()));

      assertBecomes(OrderState.DELIVERED, number, delivery);
      assertEquals(1, peer.requests().size());
    }
  }

  @Test
  void anOrderWhoseProviderWasNotReachedIsTriedAgain() throws StartException {
    var number = Samples.number();
    var nobody = DeliveryFixture.provider(FreePort.next(), Idempotency.NONE);
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery = start(nobody, SWEEPING)) {
      var _ = delivery.deliver(number).is(200);
      delivery
          .config()
          .publish(Samples.published(2, DeliveryFixture.provider(peer.port(), Idempotency.NONE)));

      assertBecomes(OrderState.DELIVERED, number, delivery);
    }
  }

  @Test
  void aProviderThatCanBeAskedIsAskedBeforeItIsSentToAgain() throws StartException {
    var number = Samples.number();
    var answers =
        List.<List<Act>>of(
            List.of(Act.fail(Act.Moment.REQUEST, Act.Fault.RESET)),
            List.of(Act.answer(404, "{}").with("Connection", "close")),
            List.of(ProviderAnswers.DELIVERED));
    try (var peer = FakePeer.start(answers);
        var delivery = start(hasty(peer.port(), Idempotency.QUERY), SWEEPING)) {
      var _ = delivery.deliver(number).is(200);

      assertBecomes(OrderState.DELIVERED, number, delivery);
      assertTrue(
          peer.requests().stream().skip(1).findFirst().orElseThrow().startsWith("GET "),
          () -> peer.requests().toString());
    }
  }

  @Test
  void anOrderAtItsCapIsPresumedAndTheUsersNextOneIsRefused() throws StartException {
    var number = Samples.number();
    try (var peer = FakePeer.start(ProviderAnswers.STALL);
        var delivery = start(hasty(peer.port(), Idempotency.NONE), SWEEPING)) {
      var _ = delivery.deliver(number).is(200);

      assertBecomes(OrderState.PRESUMED, number, delivery);
      assertEquals(2, peer.requests().size());
      assertEquals(
          "{\"reply\":\"refused\",\"reason\":\"unverified\"}",
          delivery.deliver(Samples.number()).is(200).body());
      assertTrue(delivery.question(number).is(200).body().contains("\"stock\":\"confirm\""));
      assertEquals(2, peer.requests().size());
    }
  }

  @Test
  void anOrderOfAGiftThatIsNoLongerPublishedIsPutOff() throws StartException {
    var number = Samples.number();
    long soon = System.currentTimeMillis() + 1_800_000;
    var asked = new Asked("alice", "autumn", "vip-day", 1, "sandbox@1", Lane.FAST, soon);
    var terms = ModelTerms.of(Terms.Kind.SAME_NUMBER);
    var begin = new Event.Begin(number, asked, "t-1", Event.Holder.UNKNOWN, terms);
    write(OrderRules.advance(Optional.empty(), begin, 1000).order());
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var _ = start(peer.port(), Idempotency.ORDER_NUMBER, SWEEPING)) {
      Eventually.within(
          DeliveryFixture.LIMIT,
          () -> redis.due(number).orElseThrow() > System.currentTimeMillis(),
          "it is put off");
      assertEquals(List.of(), peer.requests());
    }
  }

  @Test
  void aDamagedRecordKeepsNobodyElseWaiting() throws StartException {
    var damaged = Samples.number();
    var number = Samples.number();
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var delivery =
            start(
                peer.port(),
                Idempotency.ORDER_NUMBER,
                Map.of("sweep.every", "20ms", "sweep.batch", "1"))) {
      redis.damage(damaged, "no record");
      write(attempting(number, peer.port()));
      var _ =
          redis.redis().command("ZADD", RedisFixture.due(Lane.FAST, damaged), "1", damaged.value());

      assertBecomes(OrderState.DELIVERED, number, delivery);
      Eventually.within(
          DeliveryFixture.LIMIT, () -> redis.due(damaged).orElseThrow() > 1_000_000, "put off");
    }
  }

  @Test
  void severalInstancesDrainABacklogAndNoOrderIsSentTwice() throws StartException {
    var numbers = new ArrayList<OrderNumber>();
    var settings = Map.of("sweep.every", "20ms", "sweep.batch", "20");
    try (var peer = FakePeer.start(ProviderAnswers.DELIVERED);
        var first = start(peer.port(), Idempotency.ORDER_NUMBER, settings);
        var second = start(peer.port(), Idempotency.ORDER_NUMBER, settings)) {
      for (int i = 0; i < 200; i++) {
        var number = Samples.number(i);
        write(attempting(number, peer.port()));
        numbers.add(number);
      }
      for (var number : numbers) {
        assertBecomes(OrderState.DELIVERED, number, number.hashCode() % 2 == 0 ? first : second);
      }
      assertEquals(numbers.size(), peer.requests().size());
    }
  }

  @Test
  void nothingIsSweptWithoutKnowingWhatIsPublished() throws StartException {
    var number = Samples.number();
    var order = attempting(number, 1);
    write(order);
    try (var delivery = DeliveryFixture.gone(redis, folder, SWEEPING)) {
      var _ = delivery.order(number, 200).is(200);

      assertEquals(Optional.of(order.dueAt()), redis.due(number));
    }
  }

  private void write(Order order) {
    var _ = redis.orders().write(Optional.empty(), order);
  }

  /// An order whose sender wrote its attempt down long ago and was never heard of again.
  private static Order attempting(OrderNumber number, int port) {
    var target = Providers.target(DeliveryFixture.provider(port, Idempotency.ORDER_NUMBER));
    var asked = new Asked("alice", "spring", "vip-day", 1, target, Lane.FAST, 1_900_000_000_000L);
    var terms = ModelTerms.of(Terms.Kind.SAME_NUMBER);
    var begin = new Event.Begin(number, asked, "t-1", Event.Holder.UNKNOWN, terms);
    return OrderRules.advance(Optional.empty(), begin, 1000).order();
  }

  private static void assertBecomes(
      OrderState state, OrderNumber number, DeliveryFixture delivery) {
    Predicate<ApiClient.Answer> there =
        answer -> answer.body().contains("\"state\":\"" + state.word() + "\"");
    try {
      Eventually.within(
          DeliveryFixture.LIMIT, () -> there.test(delivery.order(number, 0)), state.word());
    } catch (AssertionError e) {
      throw new AssertionError(delivery.order(number, 0).body(), e);
    }
  }

  private static Provider hasty(int port, Idempotency idempotency) {
    return Samples.provider("http://127.0.0.1:" + port + "/gifts", idempotency, HASTY);
  }

  private DeliveryFixture start(int port, Idempotency idempotency, Map<String, String> settings)
      throws StartException {
    return start(DeliveryFixture.provider(port, idempotency), settings);
  }

  private DeliveryFixture start(Provider provider, Map<String, String> settings)
      throws StartException {
    return DeliveryFixture.start(redis, folder, provider, settings);
  }
}
