package bestow.store;

import static bestow.store.StoreFixture.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import bestow.testing.Seeded;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What holds for many callers at once.
class StoreLoadTest {

  private static final int CALLERS = 200;
  private static final int CALLS_EACH = 50;

  @Test
  void everyOneOfTenThousandConcurrentCallsRunsExactlyOnce() {
    try (StoreFixture fixture = StoreFixture.up()) {
      Set<Long> counted = ConcurrentHashMap.newKeySet();

      try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int caller = 0; caller < CALLERS; caller++) {
          callers.execute(
              () -> {
                for (int call = 0; call < CALLS_EACH; call++) {
                  counted.add(count(fixture.store()));
                }
              });
        }
      }

      // Each got a number of its own, so that no reply went to another's call either.
      assertEquals(CALLERS * CALLS_EACH, counted.size());
      assertEquals("" + CALLERS * CALLS_EACH, fixture.redis().command("GET", "counted"));
      long batches = fixture.seen().count("bestow.store.batch.size", "");
      assertTrue(batches < CALLERS * CALLS_EACH / 4, batches + " batches");
    }
  }

  @Test
  void afterEveryKillWhatWasDoneIsThereOnceAndWhatWasNotSentIsNot() {
    Seeded.check(
        3,
        random -> {
          RedisProcess redis = RedisProcess.start(RedisOptions.DEFAULT.withFsyncAlways());
          StoreSettings settings =
              StoreFixture.settings(redis).timed(Duration.ofSeconds(2), Duration.ofSeconds(2));
          try (StoreFixture fixture = StoreFixture.up(redis, settings)) {
            Map<String, StoreReply> replies = noteWhileKilled(fixture, 200 + random.nextInt(2_000));

            Map<String, String> noted = noted(redis);
            replies.forEach((call, reply) -> assertTold(reply, call, noted));
            assertTrue(noted.values().stream().allMatch("1"::equals), "a call ran more than once");
          }
        });
  }

  /// Notes calls from many threads, kills Redis after so many were done, starts it again and goes
  /// on until some were done after that. Gives every call's reply.
  private static Map<String, StoreReply> noteWhileKilled(StoreFixture fixture, int killAfter) {
    Map<String, StoreReply> replies = new ConcurrentHashMap<>();
    AtomicInteger done = new AtomicInteger();
    AtomicBoolean enough = new AtomicBoolean();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < CALLERS; caller++) {
        String name = caller + ":";
        callers.execute(
            () -> {
              for (int call = 0; !enough.get(); call++) {
                StoreReply reply = fixture.note("notes", name + call);
                replies.put(name + call, reply);
                if (reply instanceof StoreReply.Done) {
                  done.incrementAndGet();
                } else {
                  Eventually.within(PATIENCE, fixture.store()::reachable, "the store is up");
                }
              }
            });
      }
      Eventually.within(PATIENCE, () -> done.get() >= killAfter, killAfter + " calls are done");
      fixture.redis().kill();
      int before = done.get();
      fixture.redis().restart();
      Eventually.within(PATIENCE, () -> done.get() > before + CALLERS, "calls are done again");
      enough.set(true);
    }
    return replies;
  }

  private static void assertTold(StoreReply reply, String call, Map<String, String> noted) {
    switch (reply) {
      case StoreReply.Done _ ->
          assertTrue(noted.containsKey(call), call + " was done, and is lost");
      case StoreReply.NotSent _ ->
          assertTrue(!noted.containsKey(call), call + " ran, yet not sent");
      case StoreReply.Failed(String error) -> throw new AssertionError(call + ": " + error);
      // It may be there or not: that is what unknown means.
      case StoreReply.Unknown _ -> {}
    }
  }

  private static Map<String, String> noted(RedisProcess redis) {
    List<String> words = redis.command("HGETALL", "notes").lines().toList();
    return IntStream.range(0, words.size() / 2)
        .boxed()
        .collect(Collectors.toMap(i -> words.get(2 * i), i -> words.get(2 * i + 1)));
  }

  private static long count(Store store) {
    return switch (store.run(Scripts.COUNT, List.of("counted"), List.of())) {
      case StoreReply.Done(Value value) -> value.number();
      case StoreReply reply -> throw new AssertionError("Not counted: " + reply);
    };
  }
}
