package bestow.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.FakeTicker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisDataException;

/// The steps of one call, in every order that threads can bring them.
class PendingTest {

  private static final int ROUNDS = 20_000;

  /// Where the other thread has no core of its own, it needs this one's.
  private static final int SPINS = 10_000;

  private static final Duration TIME = Duration.ofMillis(200);

  private final FakeTicker ticker = new FakeTicker();

  @Test
  void anAnswerAfterItWasSentIsDone() {
    Pending call = call();

    assertTrue(call.take(ticker.nanos()));
    call.answer(7L);

    assertEquals(new StoreReply.Done(new Value.Number(7)), await(call));
  }

  @Test
  void anErrorAfterItWasSentIsFailed() {
    Pending call = call();

    assertTrue(call.take(ticker.nanos()));
    call.answer(new JedisDataException("OOM no room"));

    assertEquals(new StoreReply.Failed("OOM no room"), await(call));
  }

  @Test
  void timeUpWhileQueuedIsNotSentAndItCanNotBeTakenAnyMore() {
    Pending call = call();

    ticker.advance(TIME);
    StoreReply reply = await(call);

    assertEquals("Redis a:1 could not be sent a call in 200 ms", notSent(reply));
    assertTrue(call.withdrawn());
    assertFalse(call.take(ticker.nanos() - TIME.toNanos()));
  }

  @Test
  void timeUpAfterItWasSentIsUnknownAndALateAnswerChangesNothing() {
    Pending call = call();

    assertTrue(call.take(ticker.nanos()));
    ticker.advance(TIME);
    StoreReply reply = await(call);
    call.answer(7L);

    assertEquals(new StoreReply.Unknown("Redis a:1 gave no answer in 200 ms"), reply);
    assertEquals(reply, await(call));
    assertFalse(call.withdrawn());
  }

  @Test
  void whatNobodyWaitsForIsNotSent() {
    Pending call = call();

    ticker.advance(TIME);

    assertFalse(call.take(ticker.nanos()));
    assertInstanceOf(StoreReply.NotSent.class, await(call));
  }

  @Test
  void aBrokenConnectionMakesASentCallUnknownAndTouchesNoOther() {
    Pending sent = call();
    Pending queued = call();

    assertTrue(sent.take(ticker.nanos()));
    sent.lose("it broke");
    queued.lose("it broke");

    assertEquals(new StoreReply.Unknown("it broke"), await(sent));
    assertTrue(queued.take(ticker.nanos()));
  }

  @Test
  void refusingTouchesOnlyWhatIsQueued() {
    Pending sent = call();
    Pending queued = call();

    assertTrue(sent.take(ticker.nanos()));
    sent.refuse("all are down");
    queued.refuse("all are down");
    sent.answer("x".getBytes(UTF_8));

    assertEquals("all are down", notSent(await(queued)));
    assertInstanceOf(StoreReply.Done.class, await(sent));
  }

  @Test
  void aScriptThatRedisDoesNotKnowGoesOutOnceMoreWithItsSource() {
    Pending call = call();

    assertTrue(call.take(ticker.nanos()));
    assertTrue(call.requeueWithSource());
    assertTrue(call.take(ticker.nanos()));

    assertEquals("EVAL", new String(call.command().get(0).getRaw(), UTF_8));
    assertFalse(call.requeueWithSource(), "a second time it fails");
  }

  @Test
  void aRequeuedCallThatIsWithdrawnIsNotSent() {
    Pending call = call();

    assertTrue(call.take(ticker.nanos()));
    assertTrue(call.requeueWithSource());
    ticker.advance(TIME);

    assertInstanceOf(StoreReply.NotSent.class, await(call));
    assertFalse(call.requeueWithSource());
  }

  @Test
  void whoeverWinsTheRaceOfWithdrawingAndSendingTheReplyTellsTheTruth() throws Exception {
    AtomicReferenceArray<Pending> calls = new AtomicReferenceArray<>(ROUNDS);
    AtomicIntegerArray arrived = new AtomicIntegerArray(ROUNDS);
    long now = ticker.nanos();
    // The time is up from the start, so that its caller withdraws each call at once.
    FutureTask<List<StoreReply>> caller =
        race(
            round -> {
              calls.set(round, call(new FakeTicker(now)));
              meet(arrived, round);
              return calls.get(round).await(() -> now + TIME.toNanos(), "Redis a:1");
            });
    FutureTask<List<Boolean>> sender =
        race(
            round -> {
              meet(arrived, round);
              return calls.get(round).take(now);
            });

    List<StoreReply> replies = caller.get();
    List<Boolean> taken = sender.get();

    for (int round = 0; round < ROUNDS; round++) {
      assertEquals(!taken.get(round), replies.get(round) instanceof StoreReply.NotSent);
      assertEquals(taken.get(round), replies.get(round) instanceof StoreReply.Unknown);
    }
    long won = taken.stream().filter(Boolean::booleanValue).count();
    assertTrue(won > 0 && won < ROUNDS, won + " of " + ROUNDS + " were sent");
  }

  /// Does every round on a thread of the machine, as two virtual ones may share one.
  private static <T> FutureTask<List<T>> race(IntFunction<T> round) {
    FutureTask<List<T>> rounds =
        new FutureTask<>(() -> IntStream.range(0, ROUNDS).mapToObj(round).toList());
    Thread.ofPlatform().start(rounds);
    return rounds;
  }

  /// Lets two threads go on at the same moment, as nearly as can be.
  private static void meet(AtomicIntegerArray arrived, int round) {
    arrived.incrementAndGet(round);
    for (int spins = 0; arrived.get(round) < 2; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(1);
      }
    }
  }

  private Pending call() {
    return call(ticker);
  }

  private static Pending call(FakeTicker clock) {
    long now = clock.nanos();
    return new Pending(
        new Call(Scripts.ECHO, List.of("k"), List.of("a"), now, now + TIME.toNanos()));
  }

  private StoreReply await(Pending call) {
    return call.await(ticker::nanos, "Redis a:1");
  }

  private static String notSent(StoreReply reply) {
    return assertInstanceOf(StoreReply.NotSent.class, reply).why();
  }
}
