package bestow.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.delivery.OrderStore.Due;
import bestow.delivery.OrderStore.Read;
import bestow.delivery.OrderStore.Written;
import bestow.wire.config.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every store of orders keeps to, the one in memory and the one in Redis.
final class OrderStoreTest {

  private static final Attempt.Outcome NOT_SENT = Attempt.Outcome.NOT_SENT;
  private static final Attempt.End END = new Attempt.End("read", 200);

  private static RedisFixture redis;
  private static RedisFixture cluster;
  private static final MemoryOrderStore MEMORY = new MemoryOrderStore();

  enum Kind {
    MEMORY,
    REDIS,
    CLUSTER
  }

  @BeforeAll
  static void start() {
    redis = RedisFixture.start();
    cluster = RedisFixture.cluster();
  }

  @AfterAll
  static void stop() {
    redis.close();
    cluster.close();
  }

  @ParameterizedTest
  @EnumSource
  void anOrderNeverWrittenIsAbsent(Kind kind) {
    assertEquals(new Read.Is(Optional.empty()), store(kind).read(Samples.number()));
  }

  @ParameterizedTest
  @EnumSource
  void whatWasWrittenIsRead(Kind kind) {
    var order = first();

    assertInstanceOf(Written.Done.class, store(kind).write(Optional.empty(), order));

    assertEquals(new Read.Is(Optional.of(order)), store(kind).read(order.number()));
    assertEquals(Optional.of(order.dueAt()), due(kind, order.number()));
  }

  @ParameterizedTest
  @EnumSource
  void theSameWriteAgainIsDoneAgain(Kind kind) {
    var order = first();
    var _ = store(kind).write(Optional.empty(), order);

    assertInstanceOf(Written.Done.class, store(kind).write(Optional.empty(), order));
  }

  @ParameterizedTest
  @EnumSource
  void anOrderThatIsThereIsNotWrittenAnew(Kind kind) {
    var order = first();
    var other = new Change(order).attempts(List.of()).order();
    var _ = store(kind).write(Optional.empty(), order);

    assertEquals(new Written.Other(Optional.of(order)), store(kind).write(Optional.empty(), other));
    assertEquals(new Read.Is(Optional.of(order)), store(kind).read(order.number()));
  }

  @ParameterizedTest
  @EnumSource
  void aStepIsTakenOnlyFromTheVersionItWasMadeFrom(Kind kind) {
    var first = first();
    var second = delivered(first, "r-2");
    var rival = delivered(first, "r-3");
    var _ = store(kind).write(Optional.empty(), first);

    assertInstanceOf(Written.Done.class, store(kind).write(Optional.of(first), second));

    assertEquals(
        new Written.Other(Optional.of(second)), store(kind).write(Optional.of(first), rival));
    assertInstanceOf(Written.Done.class, store(kind).write(Optional.of(first), second));
    assertEquals(new Read.Is(Optional.of(second)), store(kind).read(first.number()));
  }

  @ParameterizedTest
  @EnumSource
  void aStepFromAnOrderThatIsGoneIsNotTaken(Kind kind) {
    var first = first();

    assertEquals(
        new Written.Other(Optional.empty()),
        store(kind).write(Optional.of(first), delivered(first, "r")));
  }

  @ParameterizedTest
  @EnumSource
  void aFinalOrderIsDueNoMore(Kind kind) {
    var first = first();
    var _ = store(kind).write(Optional.empty(), first);
    var _ = store(kind).write(Optional.of(first), delivered(first, "r"));

    assertEquals(Optional.empty(), due(kind, first.number()));
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedRecordIsToldAndNeverWrittenOver(Kind kind) {
    var order = first();
    var _ = store(kind).write(Optional.empty(), order);
    damage(kind, order.number(), OrderText.write(order).replace("alice", "mallo"));

    assertInstanceOf(Read.Damaged.class, store(kind).read(order.number()));
    assertInstanceOf(Written.Damaged.class, store(kind).write(Optional.empty(), order));
  }

  @ParameterizedTest
  @EnumSource
  void ofManyAtOnceOneTakesTheStep(Kind kind) throws Exception {
    var first = first();
    var _ = store(kind).write(Optional.empty(), first);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Written>>();
      for (int i = 0; i < 50; i++) {
        var rival = delivered(first, "r-" + i);
        tasks.add(() -> store(kind).write(Optional.of(first), rival));
      }
      int done = 0;
      for (var task : threads.invokeAll(tasks)) {
        done += task.get() instanceof Written.Done ? 1 : 0;
      }

      assertEquals(1, done);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsDueComesTheLongestDueFirstAndNoMoreThanAsked(Kind kind) {
    int shard = 0xe0;
    var orders = new ArrayList<OrderNumber>();
    for (int i = 0; i < 4; i++) {
      var number = Samples.number(shard);
      var order = new Change(first(number)).due(5000 - i).order();
      var _ = store(kind).write(Optional.empty(), order);
      orders.addFirst(number);
    }

    assertEquals(
        new Due.Are(orders.subList(0, 2), 3, 4, 0), store(kind).due(Lane.FAST, shard, 4999, 2));
    assertEquals(new Due.Are(List.of(), 0, 4, 0), store(kind).due(Lane.FAST, shard, 4996, 2));
  }

  @ParameterizedTest
  @EnumSource
  void aPresumedOrderIsADeadLetterUntilThereIsProof(Kind kind) {
    int shard = 0xd0;
    var order = first(Samples.number(shard));
    var presumed = ReadTimeoutCap.presumed(new Change(order).version(2), 2000);
    var _ = store(kind).write(Optional.empty(), order);

    var _ = store(kind).write(Optional.of(order), presumed);
    var then = store(kind).due(Lane.FAST, shard, 9000, 9);
    var _ = store(kind).write(Optional.of(presumed), delivered(presumed, "r"));

    assertEquals(new Due.Are(List.of(), 0, 0, 1), then);
    assertEquals(new Due.Are(List.of(), 0, 0, 0), store(kind).due(Lane.FAST, shard, 9000, 9));
  }

  @ParameterizedTest
  @EnumSource
  void theRisksOfAUsersOrdersOfOneGiftAreCountedTogether(Kind kind) {
    var user = "u-" + kind;
    var first = risky(user, "t-1");
    var second = risky(user, "t-2");
    var third = risky(user, "t-3");

    assertInstanceOf(Written.Done.class, store(kind).write(Optional.empty(), first));
    assertInstanceOf(Written.Done.class, store(kind).write(Optional.empty(), second));
    assertEquals(new Written.Crowded(2), store(kind).write(Optional.empty(), third));
    assertEquals(new Read.Is(Optional.empty()), store(kind).read(third.number()));
    assertInstanceOf(Written.Done.class, store(kind).write(Optional.of(first), unclear(first)));
    assertEquals(new Written.Crowded(2), store(kind).write(Optional.empty(), third));
    var refused =
        OrderRules.advance(
                Optional.of(second),
                new Event.NotDone(1, NOT_SENT, ModelTerms.of(Terms.Kind.SAME_NUMBER), END),
                9)
            .order();
    assertInstanceOf(Written.Done.class, store(kind).write(Optional.of(second), refused));
    assertInstanceOf(Written.Done.class, store(kind).write(Optional.empty(), third));
    assertInstanceOf(
        Written.Done.class, store(kind).write(Optional.empty(), risky("another", "t-4" + kind)));
  }

  @Test
  void anOrderAndItsDueIndexShareASlot() {
    var number = Samples.number();

    assertTrue(RedisOrderStore.order(number).startsWith("{s3f}:"));
    assertTrue(RedisOrderStore.due(Lane.SLOW, number.shard()).startsWith("{s3f}:"));
  }

  private static OrderStore store(Kind kind) {
    return switch (kind) {
      case MEMORY -> MEMORY;
      case REDIS -> redis.orders();
      case CLUSTER -> cluster.orders();
    };
  }

  private static Optional<Long> due(Kind kind, OrderNumber number) {
    return switch (kind) {
      case MEMORY -> MEMORY.due(number);
      case REDIS -> redis.due(number);
      case CLUSTER -> cluster.due(number);
    };
  }

  private static void damage(Kind kind, OrderNumber number, String text) {
    switch (kind) {
      case MEMORY -> MEMORY.damage(number, text);
      case REDIS -> redis.damage(number, text);
      case CLUSTER -> cluster.damage(number, text);
    }
  }

  private static Order risky(String user, String token) {
    var asked = new Asked(user, "spring", "vip-day", 1, "sandbox@1", Lane.FAST, 1_900_000_000_000L);
    var terms = ModelTerms.of(Terms.Kind.NOTHING);
    var begin = new Event.Begin(Samples.number(), asked, token, Event.Holder.UNKNOWN, terms);
    return OrderRules.advance(Optional.empty(), begin, 1000).order();
  }

  private static Order unclear(Order order) {
    var unclear = new Event.Unclear(1, ModelTerms.of(Terms.Kind.NOTHING), END);
    return OrderRules.advance(Optional.of(order), unclear, 2000).order();
  }

  private static Order first() {
    return first(Samples.number());
  }

  private static Order first(OrderNumber number) {
    var begin = Samples.begin(number, "t-1", Terms.Kind.SAME_NUMBER);
    return OrderRules.advance(Optional.empty(), begin, 1000).order();
  }

  private static Order delivered(Order order, String receipt) {
    return OrderRules.advance(
            Optional.of(order), new Event.Delivered(order.attempt(), receipt, END), 2000)
        .order();
  }
}
