package bestow.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bestow.security.SecurityStore.Judged;
import bestow.security.SecurityStore.Written;
import bestow.testing.Seeded;
import bestow.wire.security.Block;
import bestow.wire.security.Dimension;
import bestow.wire.security.Threshold;
import bestow.wire.security.Threshold.Beyond;
import java.util.ArrayList;
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
final class SecurityStoreTest {
  // A multiple of every window below, so that "at the start of a window" is easy to say.
  private static final long START = 1_800_000_000_000L;

  private static RedisFixture redis;

  @BeforeAll
  static void startRedis() {
    redis = new RedisFixture();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  static Stream<SecurityStore> stores() {
    redis.redis().command("FLUSHALL");
    return Stream.of(new MemorySecurityStore(), new RedisSecurityStore(redis.store()));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void theClaimBeyondTheLimitWaitsUntilTheWindowHasSlid(SecurityStore store) {
    var window = window(Dimension.USER, "alice", 2, 10);

    assertEquals(new Judged.Counted(), judge(store, START, window));
    assertEquals(new Judged.Counted(), judge(store, START + 1, window));
    assertEquals(new Judged.Beyond(window, 9_998), judge(store, START + 2, window));
    // The two of the window before still weigh 2 × 90 %: no room for one until half has faded.
    assertEquals(new Judged.Beyond(window, 4_000), judge(store, START + 11_000, window));
    assertEquals(new Judged.Counted(), judge(store, START + 15_000, window));
    assertEquals(new Judged.Counted(), judge(store, START + 40_000, window));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aClaimThatOneLimitRefusesCountsInNone(SecurityStore store) {
    var user = window(Dimension.USER, "bob", 5, 10);
    var ip = window(Dimension.IP, "192.0.2.1", 1, 10);
    judge(store, START, ip);

    for (int i = 0; i < 10; i++) {
      assertEquals(new Judged.Beyond(ip, 10_000), judge(store, START, user, ip));
    }

    for (int i = 0; i < 5; i++) assertEquals(new Judged.Counted(), judge(store, START, user));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void theBlockedAreRefusedUntilTheirTimeIsOver(SecurityStore store) {
    var ip = window(Dimension.IP, "192.0.2.7", 100, 10);
    store.block(new Block(Dimension.IP, "192.0.2.7", "scripted claims", START + 100));

    assertEquals(new Judged.Blocked(ip), judge(store, START + 99, ip));
    assertEquals(new Judged.Counted(), judge(store, START + 100, ip));
    store.block(new Block(Dimension.IP, "192.0.2.7", "for good now", 0));
    assertEquals(new Judged.Blocked(ip), judge(store, START + 1_000_000, ip));
    assertEquals(Written.DONE, store.unblock(Dimension.IP, "192.0.2.7"));
    assertEquals(Written.ABSENT, store.unblock(Dimension.IP, "192.0.2.7"));
    assertEquals(new Judged.Counted(), judge(store, START + 2_000_000, ip));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void theBlockListKeepsWhatWasSaid(SecurityStore store) {
    var block = new Block(Dimension.DEVICE, "a:b c", "said so: twice", 7);
    store.block(block);

    assertEquals(new SecurityStore.Listed.All(List.of(block)), store.blocks());
    store.unblock(Dimension.DEVICE, "a:b c");
  }

  @Test
  void bothStoresJudgeAlike() {
    redis.redis().command("FLUSHALL");
    var real = new RedisSecurityStore(redis.store());
    Seeded.check(
        20,
        random -> {
          var memory = new MemorySecurityStore();
          var campaign = "c" + random.nextInt();
          long now = START + random.nextInt(100_000);
          for (int i = 0; i < 60; i++) {
            now += random.nextInt(3_000);
            var windows = new ArrayList<Window>();
            windows.add(window(Dimension.USER, "u" + random.nextInt(3), 3, 5));
            if (random.nextBoolean()) windows.add(window(Dimension.IP, "i", 6, 7));

            assertEquals(memory.judge(campaign, windows, now), real.judge(campaign, windows, now));
          }
        });
  }

  @Test
  void claimsAtTheSameTimeAreNeverMoreThanTheLimit() {
    var store = new RedisSecurityStore(redis.store());
    var window = window(Dimension.USER, "crowd", 50, 3600);
    var allowed = new AtomicInteger();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 400; i++) {
        executor.execute(
            () -> {
              if (judge(store, START, window) instanceof Judged.Counted) allowed.incrementAndGet();
            });
      }
    }

    assertEquals(50, allowed.get());
  }

  private static Judged judge(SecurityStore store, long now, Window... windows) {
    return store.judge("spring", List.of(windows), now);
  }

  private static Window window(Dimension dimension, String value, int limit, int seconds) {
    return new Window(new Threshold(dimension, limit, seconds, Beyond.REFUSE), value);
  }
}
