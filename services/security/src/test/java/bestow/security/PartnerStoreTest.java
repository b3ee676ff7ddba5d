package bestow.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.security.PartnerStore.Arrival;
import bestow.security.PartnerStore.Looked;
import bestow.security.PartnerStore.Remembered;
import bestow.security.PartnerStore.Taken;
import bestow.testing.Seeded;
import bestow.wire.security.Partners.Gap;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One contract for both stores.
final class PartnerStoreTest {
  private static final long START = 1_800_000_000_000L;
  private static final long LATER = START + 1_000_000;
  private static final int NONCES_MAX = 30;
  private static final int GAPS_MAX = 4;

  private static RedisFixture redis;

  @BeforeAll
  static void startRedis() {
    redis = new RedisFixture();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  static Stream<PartnerStore> stores() {
    redis.redis().command("FLUSHALL");
    return Stream.of(
        new MemoryPartnerStore(NONCES_MAX),
        new RedisPartnerStore(redis.store(), NONCES_MAX, GAPS_MAX));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aNonceIsNewOnceUntilItMayBeForgotten(PartnerStore store) {
    assertEquals(new Remembered.New(), store.remember(order("a", 1), START));
    assertEquals(new Remembered.Before(), store.remember(order("a", 2), START));
    assertEquals(new Remembered.Before(), store.remember(order("a", 2), START + 1_000));
    assertEquals(
        new Remembered.New(),
        store.remember(new Arrival("other", "a", START + 1_000, 1, 1), START));

    assertEquals(new Remembered.New(), store.remember(order("a", 2), START + 1_001));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aNonceThatWasUsedBeforeMovesNothing(PartnerStore store) {
    store.remember(order("a", 1), START);
    store.remember(order("a", 9), START);

    assertEquals(1, stream(store).highest());
  }

  @ParameterizedTest
  @MethodSource("stores")
  void noncesAreBoundedAndTheFirstToGoIsWaitedFor(PartnerStore store) {
    for (int i = 1; i <= NONCES_MAX; i++) store.remember(order("n" + i, i), START + i);

    assertEquals(new Remembered.Full(1_001 - 40), store.remember(order("more", 100), START + 40));
    assertEquals(NONCES_MAX, stream(store).highest());
    assertEquals(new Remembered.New(), store.remember(order("more", 100), START + 1_002));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aGapIsSeenAndClosesWhateverTheOrderOfWhatComesLate(PartnerStore store) {
    seen(store, 1, START);
    store.take("shop", 1, START + 5);
    seen(store, 7, START + 10);

    assertEquals(
        new Looked.Stream(7, START + 5, 6, START + 10, List.of(gap(2, 7, START + 10)), 0),
        stream(store));

    store.take("shop", 5, START + 20);
    assertEquals(List.of(gap(2, 4, START + 10), gap(6, 7, START + 10)), stream(store).gaps());
    for (long late : List.of(2, 7, 4, 3)) store.take("shop", late, START + 30);
    assertEquals(List.of(gap(6, 6, START + 10)), stream(store).gaps());
    store.take("shop", 6, START + 40);
    assertEquals(new Looked.Stream(7, START + 40, 0, 0, List.of(), 0), stream(store));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void anOrderWithoutAnAnswerIsMissingOnceItIsOldEnough(PartnerStore store) {
    seen(store, 1, START);

    assertEquals(0, stream(store, START).missing());
    assertEquals(1, stream(store, START + 1).missing());
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whatWasTakenAgainOrNeverSeenChangesNothing(PartnerStore store) {
    seen(store, 3, START);
    for (int i = 0; i < 2; i++) assertEquals(Taken.NOTED, store.take("shop", 2, START + 7));
    store.take("shop", 9, START + 7);
    seen(store, 2, START + 8);

    assertEquals(
        new Looked.Stream(3, START + 7, 2, START, List.of(gap(1, 1, START), gap(3, 3, START)), 0),
        stream(store));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void whoeverBeginsWithAnotherNumberMissesNoneBelow(PartnerStore store) {
    store.remember(new Arrival("shop", "a", START + 1_000, 1_002, 1_000), START);
    store.take("shop", 1_002, START);
    store.take("shop", 999, START);

    assertEquals(List.of(gap(1_000, 1_001, START)), stream(store).gaps());
  }

  @ParameterizedTest
  @MethodSource("stores")
  void theListIsAsLongAsItMayBe(PartnerStore store) {
    for (int i = 1; i <= 4; i++) seen(store, i, START + i);

    var looked = (Looked.Stream) store.look("shop", LATER, 2);

    assertEquals(4, looked.missing());
    assertEquals(List.of(gap(1, 1, START + 1), gap(2, 2, START + 2)), looked.gaps());
  }

  @Test
  void tooManyGapsAreJoinedOrCountedNeverKept() {
    redis.redis().command("FLUSHALL");
    var store = new RedisPartnerStore(redis.store(), NONCES_MAX, GAPS_MAX);
    for (int i = 1; i <= 8; i++) seen(store, i, START + i);

    assertEquals(gap(4, 8, START + 4), stream(store).gaps().getLast());
    assertEquals(8, stream(store).missing());
    store.take("shop", 6, START + 9);
    assertEquals(2, stream(store).forgotten());
    assertEquals(gap(4, 5, START + 4), stream(store).gaps().getLast());
    seen(store, 11, START + 10);
    assertEquals(5, stream(store).forgotten());
    assertEquals(GAPS_MAX, stream(store).gaps().size());
    assertEquals(11, stream(store).highest());
  }

  @Test
  void bothStoresRememberAlike() {
    Seeded.check(
        20,
        random -> {
          redis.redis().command("FLUSHALL");
          var real = new RedisPartnerStore(redis.store(), NONCES_MAX, 1_000);
          var memory = new MemoryPartnerStore(NONCES_MAX);
          long now = START;
          for (int i = 0; i < 80; i++) {
            now += random.nextInt(200);
            long number = random.nextInt(1, 40);
            if (random.nextBoolean()) {
              var arrival = new Arrival("shop", "n" + random.nextInt(50), now + 1_000, number, 1);
              assertEquals(memory.remember(arrival, now), real.remember(arrival, now));
            } else {
              assertEquals(memory.take("shop", number, now), real.take("shop", number, now));
            }
            long before = now - random.nextInt(1_000);
            assertEquals(memory.look("shop", before, 5), real.look("shop", before, 5));
          }
        });
  }

  @Test
  void ofManyAtOnceWithOneNonceOneIsNew() {
    var store = new RedisPartnerStore(redis.store(), NONCES_MAX, GAPS_MAX);
    var fresh = new AtomicInteger();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        executor.execute(
            () -> {
              var arrival = new Arrival("crowd", "the-one", START + 1_000, 1, 1);
              if (store.remember(arrival, START) instanceof Remembered.New) {
                fresh.incrementAndGet();
              }
            });
      }
    }

    assertEquals(1, fresh.get());
  }

  private static Arrival order(String nonce, long sequence) {
    return new Arrival(
        "shop", nonce, nonce.startsWith("n") ? at(nonce) : START + 1_000, sequence, 1);
  }

  private static long at(String nonce) {
    return START + 1_000 + Integer.parseInt(nonce.substring(1));
  }

  private static void seen(PartnerStore store, long sequence, long now) {
    store.remember(new Arrival("shop", "s" + sequence + "-" + now, now, sequence, 1), now);
  }

  private static Looked.Stream stream(PartnerStore store) {
    return stream(store, LATER);
  }

  private static Looked.Stream stream(PartnerStore store, long seenBefore) {
    return (Looked.Stream) store.look("shop", seenBefore, 100);
  }

  private static Gap gap(long from, long to, long since) {
    return new Gap(from, to, since);
  }
}
