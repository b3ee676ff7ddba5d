package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.delivery.Event.Gate;
import bestow.server.StartException;
import bestow.testing.Act;
import bestow.testing.Eventually;
import bestow.testing.FakePeer;
import bestow.wire.config.Idempotency;
import bestow.wire.config.Provider;
import bestow.wire.delivery.OrderState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// When an order may be tried again that was tried before, whoever asks for it.
final class TurnTest {

  private static final OrderNumber NUMBER = Samples.number();
  private static final Attempt.End END = new Attempt.End("read", 0);
  private static final long NOW = 1_000;
  private static final long DAY = 86_400_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Terms.Kind.class)
  void anOrderThatWaitsStandsUntilItsTurnComes(Terms.Kind kind) {
    var order = waiting(kind);

    assertSame(order, begin(order, kind, order.dueAt() - 1).order());
    assertEquals(2, sent(begin(order, kind, order.dueAt())).attempt());
  }

  @Test
  void anOrderInDoubtIsSentEarlyUnderItsNumberOrAskedAboutEarly() {
    var numbered = uncertain(Terms.Kind.SAME_NUMBER);
    var asked = uncertain(Terms.Kind.ASK_FIRST);

    assertEquals(2, sent(begin(numbered, Terms.Kind.SAME_NUMBER, NOW)).attempt());
    assertInstanceOf(Step.Ask.class, begin(asked, Terms.Kind.ASK_FIRST, NOW));
  }

  @ParameterizedTest
  @EnumSource(
      value = Terms.Kind.class,
      names = {"LIMIT_AT_SOURCE", "NOTHING"})
  void anOrderInDoubtStandsWhereItsProviderCannotTell(Terms.Kind kind) {
    var order = uncertain(kind);

    assertSame(order, begin(order, kind, order.dueAt() - 1).order());
    assertEquals(2, sent(begin(order, kind, order.dueAt())).attempt());
  }

  @ParameterizedTest
  @EnumSource(
      value = Attempt.Outcome.class,
      names = {"NOT_SENT", "RETRY_LATER"})
  void aProviderThatSaidLaterIsLeftAloneByAnOrderInDoubtToo(Attempt.Outcome how) {
    var kind = Terms.Kind.SAME_NUMBER;
    var second = sent(begin(uncertain(kind), kind, NOW));
    var order = happened(second, new Event.NotDone(2, how, ModelTerms.of(kind), END));

    assertEquals(OrderState.UNCERTAIN, order.state());
    assertSame(order, begin(order, kind, order.dueAt() - 1).order());
    assertEquals(3, sent(begin(order, kind, order.dueAt())).attempt());
  }

  @ParameterizedTest
  @EnumSource(Terms.Kind.class)
  void throughAShutGateNothingIsTriedAgain(Terms.Kind kind) {
    for (var order : List.of(waiting(kind), uncertain(kind), attempting(kind))) {
      var begin = Samples.begin(NUMBER, "t-2", kind);
      long due = order.dueAt();

      var shut = OrderRules.advance(Optional.of(order), begin.through(Gate.SHUT), due);

      assertSame(order, assertInstanceOf(Step.Stand.class, shut).order());
      assertTrue(!order.equals(OrderRules.advance(Optional.of(order), begin, due).order()));
    }
  }

  @Test
  void throughAShutGateAFirstAttemptGoes() {
    var begin = Samples.begin(NUMBER, "t-1", Terms.Kind.NOTHING).through(Gate.SHUT);
    var accept = new Event.Accept(NUMBER, begin.asked());
    var accepted = OrderRules.advance(Optional.empty(), accept, NOW).order();

    for (var before : List.of(Optional.<Order>empty(), Optional.of(accepted))) {
      assertEquals(1, sent(OrderRules.advance(before, begin, NOW)).attempt());
    }
  }

  @Test
  void aSickProviderIsNotCalledForAnOrderThatItWasCalledFor() throws StartException {
    try (var redis = RedisFixture.start();
        var peer = FakePeer.start(Act.fail(Act.Moment.REQUEST, Act.Fault.RESET));
        var delivery =
            DeliveryFixture.start(redis, folder, peer.port(), Idempotency.ORDER_NUMBER)) {
      delivery.awaitPublished(1);
      var number = Samples.number();
      var _ = delivery.deliver(number).is(200);

      // What is longer ago than ten seconds counts no more.
      Eventually.within(
          DeliveryFixture.LIMIT,
          () -> {
            for (int i = 0; i < 10; i++) {
              var _ = delivery.deliver(Samples.number()).is(200);
            }
            int before = peer.requests().size();
            var body = delivery.deliver(number).is(200).body();
            assertTrue(body.startsWith("{\"reply\":\"processing\""), body);
            return peer.requests().size() == before;
          },
          "a click on the order in doubt calls nobody");
    }
  }

  @Test
  void whoOnlyWaitsForAPlaceComesAgainSoonHoweverOldTheOrderIs() {
    var order = uncertain(Terms.Kind.SAME_NUMBER);

    assertPause(750, 1_000, Pauses.turnMillis(order, 0, NOW));
    assertPause(15_000, 20_000, Pauses.turnMillis(order, 0, NOW + DAY));
    assertPause(15_000, 20_000, Pauses.turnMillis(order, 20_000, NOW + DAY));
    assertPause(180_000, 240_000, Pauses.turnMillis(order, 240_000, NOW));
    assertPause(450_000, 600_000, Pauses.turnMillis(order, Long.MAX_VALUE, NOW + DAY));
  }

  @Test
  void aQuestionThatGotNoAnswerIsAskedAgainNoLaterThanAnOrderIsTriedAgain() {
    var terms = ModelTerms.of(Terms.Kind.ASK_FIRST);
    var order = uncertain(Terms.Kind.ASK_FIRST);

    var asked = begin(order, Terms.Kind.ASK_FIRST, NOW + DAY).order();

    long pause = asked.dueAt() - NOW - DAY;
    assertPause(15_000, terms.schedule().mostMillis(), pause);
  }

  @Test
  void anOldOrderWithoutAPlaceIsDueAgainWithinTwentySeconds() throws StartException {
    var patient = new Provider.Timeouts(500, 500, 60_000);
    var settings =
        Map.of("pace.concurrency-max", "1", "sweep.every", "20ms", "drain.deliveries", "0ms");
    try (var redis = RedisFixture.start();
        var peer = FakePeer.start(ProviderAnswers.STALL);
        var delivery =
            DeliveryFixture.start(
                redis,
                folder,
                Samples.provider(
                    "http://127.0.0.1:" + peer.port() + "/gifts",
                    Idempotency.ORDER_NUMBER,
                    patient),
                settings)) {
      delivery.awaitPublished(1);
      var hanging = DeliveryFixture.request(Samples.number()).replace("vip-day", "later");
      var _ = delivery.client().post("/v1/deliver", hanging).is(200);
      Eventually.within(
          DeliveryFixture.LIMIT, () -> !peer.requests().isEmpty(), "the only place is taken");
      var accept = new Event.Accept(NUMBER, Samples.asked("sandbox@1"));
      var old = OrderRules.advance(Optional.empty(), accept, NOW).order();
      var _ = redis.orders().write(Optional.empty(), old);

      Eventually.within(
          DeliveryFixture.LIMIT, () -> redis.due(NUMBER).orElseThrow() > NOW, "it is put off");
      assertTrue(redis.due(NUMBER).orElseThrow() <= System.currentTimeMillis() + 20_000);
      assertEquals(1, peer.requests().size());
    }
  }

  private static void assertPause(long least, long most, long was) {
    assertTrue(least <= was && was <= most, least + " to " + most + ", was " + was);
  }

  private static Order attempting(Terms.Kind kind) {
    return sent(OrderRules.advance(Optional.empty(), Samples.begin(NUMBER, "t-1", kind), NOW));
  }

  private static Order uncertain(Terms.Kind kind) {
    return happened(attempting(kind), new Event.Unclear(1, ModelTerms.of(kind), END));
  }

  private static Order waiting(Terms.Kind kind) {
    var notSent = Attempt.Outcome.NOT_SENT;
    return happened(attempting(kind), new Event.NotDone(1, notSent, ModelTerms.of(kind), END));
  }

  private static Step begin(Order order, Terms.Kind kind, long now) {
    var begin = Samples.begin(NUMBER, "t-" + (order.attempt() + 1), kind);
    return OrderRules.advance(Optional.of(order), begin, now);
  }

  private static Order sent(Step step) {
    return assertInstanceOf(Step.Send.class, step).order();
  }

  private static Order happened(Order order, Event event) {
    return OrderRules.advance(Optional.of(order), event, NOW).order();
  }
}
