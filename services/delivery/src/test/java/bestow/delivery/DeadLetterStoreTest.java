package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.delivery.OrderStore.Dead;
import bestow.delivery.OrderStore.Due;
import bestow.delivery.OrderStore.Letter;
import bestow.wire.config.Lane;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What both stores keep to of lanes and dead letters.
final class DeadLetterStoreTest {

  private static RedisFixture redis;

  @BeforeAll
  static void start() {
    redis = RedisFixture.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  static Stream<OrderStore> stores() {
    return Stream.of(new MemoryOrderStore(), redis.orders());
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aLaneSeesItsOwnOrdersOnly(OrderStore store) {
    var fast = accepted(0xa0, Lane.FAST);
    var slow = accepted(0xa0, Lane.SLOW);
    var _ = store.write(Optional.empty(), fast);
    var _ = store.write(Optional.empty(), slow);

    assertEquals(new Due.Are(List.of(fast.number()), 1, 1, 0), due(store, Lane.FAST));
    assertEquals(new Due.Are(List.of(slow.number()), 1, 1, 0), due(store, Lane.SLOW));
    store.putOff(Lane.FAST, slow.number(), 9_000);
    assertEquals(new Due.Are(List.of(slow.number()), 1, 1, 0), due(store, Lane.SLOW));
    store.putOff(Lane.SLOW, slow.number(), 9_000);
    assertEquals(new Due.Are(List.of(), 0, 1, 0), due(store, Lane.SLOW));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void deadLettersComeByPagesAndNoneTwice(OrderStore store) {
    var written = new ArrayList<Letter>();
    for (int i = 0; i < 9; i++) {
      var order = accepted(0xb0, Lane.SLOW);
      // Three died in the same millisecond each time.
      var dead = DeadLetters.of(order, "not-reached", 5_000 - i / 3);
      var _ = store.write(Optional.empty(), order);
      var _ = store.write(Optional.of(order), dead);
      written.add(new Letter(dead.changedAt(), order.number().value()));
    }
    written.sort(Comparator.comparingLong(Letter::since).thenComparing(Letter::number));

    var seen = new ArrayList<Letter>();
    var last = Letter.NONE;
    while (store.dead(0xb0, last, 2) instanceof Dead.Are(var page) && !page.isEmpty()) {
      assertTrue(page.size() <= 2);
      seen.addAll(page);
      last = page.getLast();
    }

    assertEquals(written, seen);
    assertEquals(new Due.Are(List.of(), 0, 0, 9), store.due(Lane.SLOW, 0xb0, 9_000, 9));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aResentLetterIsDueAndNoLongerDead(OrderStore store) {
    var order = accepted(0xc0, Lane.SLOW);
    var dead = DeadLetters.of(order, "not-reached", 5_000);
    var resent = DeadLetters.resent(dead, new Event.Resend("ann", "it is back"), 6_000);
    var _ = store.write(Optional.empty(), order);
    var _ = store.write(Optional.of(order), dead);

    var _ = store.write(Optional.of(dead), resent);

    assertEquals(new Dead.Are(List.of()), store.dead(0xc0, Letter.NONE, 9));
    assertEquals(
        new Due.Are(List.of(order.number()), 1, 1, 0), store.due(Lane.SLOW, 0xc0, 6_000, 9));
  }

  private static Due due(OrderStore store, Lane lane) {
    return store.due(lane, 0xa0, 1_000, 9);
  }

  private static Order accepted(int shard, Lane lane) {
    var asked = new Asked("alice", "spring", "vip-day", 1, "sandbox@1", lane, 1_900_000_000_000L);
    var accept = new Event.Accept(Samples.number(shard), asked);
    return OrderRules.advance(Optional.empty(), accept, 1_000).order();
  }
}
