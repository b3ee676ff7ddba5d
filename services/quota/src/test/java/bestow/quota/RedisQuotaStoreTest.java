package bestow.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.quota.PoolStore.Provision;
import bestow.quota.StoreFailure.Effect;
import bestow.testing.Eventually;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import bestow.wire.config.Period;
import bestow.wire.quota.SettleRequest.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What only the store in Redis promises: what it writes, and that it notices what it did not
/// write.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RedisQuotaStoreTest {
  /// 2100-01-01 in epoch milliseconds.
  private static final long FAR = 4_102_444_800_000L;

  private final RedisProcess redis = RedisProcess.start(RedisOptions.DEFAULT.withFsyncAlways());
  private final Stores stores = Stores.on(redis);

  @AfterAll
  void end() {
    stores.close();
    redis.close();
  }

  @Test
  void anOrderIsDueFromItsHoldUntilItsEnd() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh());
    var order = stores.held(claims);
    var due = Names.due(order.shard());

    assertEquals("1800000060000", redis.command("ZSCORE", due, order.value()));
    stores.quota().settle(order, End.CONFIRM);
    assertEquals("", redis.command("ZSCORE", due, order.value()));

    var other = stores.held(claims.by("bob"));
    stores.quota().settle(other, End.RELEASE);
    assertEquals("", redis.command("ZSCORE", Names.due(other.shard()), other.value()));
  }

  @Test
  void everythingOfAnOrderLiesOnItsShardAndStaysForEverWhereNoEndIsKnown() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().keyed("k").stock(1, 10, 5L, 1));
    var order = stores.held(claims);
    var tag = "{s" + order.value().substring(24, 26) + "}";

    var names = redis.command("KEYS", "*" + claims.gift().name() + "*").lines().toList();

    // Pool, day's pool, reservoir, day's reservoir, user.
    assertEquals(5, names.size(), names.toString());
    for (var name : names) {
      assertTrue(name.startsWith(tag) || name.contains(":reservoir:"), name);
      assertEquals("-1", redis.command("TTL", name), name);
    }
    assertEquals("-1", redis.command("TTL", Names.order(order)));
    assertEquals(order.shard(), Layout.shard(claims.gift(), 0));
  }

  @Test
  void aClosedOrderAndWhatIsKnownOfItsUserGoWhenTheirTimeIsOver() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().keyed("k").stock(1, 10, 5L, 1).ending(FAR));
    var order = stores.held(claims);
    var user = Names.user(claims.gift(), new UserId("alice"), 0);
    var day = Names.pool(claims.taking().day(), 0);
    var kept = Long.toString(FAR + Duration.ofDays(30).toMillis());

    assertEquals("-1", expiry(Names.order(order)));
    assertEquals("-1", expiry(user));
    assertEquals(kept, expiry(day));

    stores.quota().settle(order, End.CONFIRM);

    assertEquals(kept, expiry(Names.order(order)));
    assertEquals(kept, expiry(user));
    assertEquals("-1", expiry(Names.pool(PoolId.stock(claims.gift()), 0)));
    assertEquals("-1", expiry(Names.reservoir(PoolId.stock(claims.gift()))));
  }

  @Test
  void whatAnOpenOrderNeedsStaysWhateverItsUserHadBefore() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().perUser(2, Period.CAMPAIGN).ending(FAR));
    var user = Names.user(claims.gift(), new UserId("alice"), 0);
    stores.quota().settle(stores.held(claims), End.CONFIRM);

    var order = stores.held(claims);

    assertEquals("-1", expiry(user));
    assertEquals("-1", expiry(Names.order(order)));
  }

  @Test
  void recordsGoWithTheLatestEndThatTheirUserKnew() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().perUser(3, Period.CAMPAIGN).ending(FAR));
    var user = Names.user(claims.gift(), new UserId("alice"), 0);
    stores.quota().settle(stores.held(claims.ending(FAR + 7)), End.CONFIRM);

    stores.quota().settle(stores.held(claims.ending(FAR + 3)), End.CONFIRM);

    assertEquals(Long.toString(FAR + 7 + Duration.ofDays(30).toMillis()), expiry(user));
  }

  @Test
  void anOrderThatIsSettledAfterItsDaysShareIsGoneIsSettled() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh().stock(1, 10, 5L, 1).ending(FAR));
    var order = stores.held(claims);
    redis.command("DEL", Names.pool(claims.taking().day(), 0));

    stores.settle(order, End.RELEASE);
    assertEquals(10, stores.pools().bucket(PoolId.stock(claims.gift()), 0).free());
  }

  @Test
  void aDaysReservoirGoesWithTheRecords() throws StoreFailure {
    var claims = Claims.fresh();
    var day = new PoolId(claims.gift(), "2026-11-21");

    stores.pools().provision(day, new Provision(1, 5, 1, new Life(FAR, FAR + 30)));

    assertEquals(Long.toString(FAR + 30), expiry(Names.reservoir(day)));
  }

  private String expiry(String name) {
    return redis.command("PEXPIRETIME", name);
  }

  @Test
  void aRecordThatWasTamperedWithIsBroken() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh());
    var order = stores.held(claims);
    var record = redis.command("GET", Names.order(order));
    redis.command("SET", Names.order(order), record.replace("|alice", "|alicf"));

    assertBroken(() -> stores.quota().settle(order, End.RELEASE));
    assertBroken(() -> stores.quota().orders(claims.gift(), new UserId("alice"), 0, 10));

    redis.command("SET", Names.order(order), record);
    stores.settle(order, End.RELEASE);
  }

  @Test
  void aRecordOfAnotherOrderIsBroken() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh());
    var order = stores.held(claims);
    var other = stores.held(claims.by("bob"));
    redis.command("SET", Names.order(order), redis.command("GET", Names.order(other)));

    assertBroken(() -> stores.quota().settle(order, End.CONFIRM));
  }

  @Test
  void aPoolOrReservoirWhoseSumIsWrongIsBrokenAndNothingIsWritten() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh());
    var order = stores.held(claims);
    var pool = PoolId.stock(claims.gift());
    redis.command("HINCRBY", Names.pool(pool, 0), "free", "1");
    redis.command("HINCRBY", Names.reservoir(pool), "free", "1");
    var digest = redis.command("DEBUG", "DIGEST");

    assertBroken(() -> stores.quota().hold(claims.by("bob").taking()));
    assertBroken(() -> stores.quota().settle(order, End.CONFIRM));
    assertBroken(() -> stores.pools().grant(pool, 0, 2, 5));
    assertBroken(() -> stores.pools().lease(pool, 0, 2, 5));
    assertBroken(() -> stores.pools().provision(pool, new Provision(2, 20, 1)));
    assertBroken(() -> stores.pools().takeBack(pool, 0, new PoolStore.Return(1, 5)));
    assertEquals(digest, redis.command("DEBUG", "DIGEST"));
  }

  @Test
  void whatWasAnsweredSurvivesAKill() throws StoreFailure {
    try (var mortal = RedisProcess.start(RedisOptions.DEFAULT.withFsyncAlways());
        var over = Stores.on(mortal)) {
      var claims = over.supplied(Claims.fresh());
      var order = over.held(claims);

      mortal.kill();
      assertThrows(StoreFailure.class, () -> over.quota().hold(claims.taking()));
      mortal.restart();

      Eventually.within(
          Duration.ofSeconds(30),
          () -> over.quota().hold(claims.taking()).equals(new Holding.Repeated(order)),
          "the order is found again");
    }
  }

  @Test
  void aUsersSequenceEndsAtItsLastNumber() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh());
    var order = stores.held(claims);
    stores.quota().settle(order, End.RELEASE);
    var last = order.value().substring(0, 26) + "999999";
    redis.command("HSET", Names.user(claims.gift(), new UserId("alice"), 0), "last:c", last);

    assertEquals(new Holding.Limit(), stores.quota().hold(claims.taking()));
  }

  @Test
  void aUserWithTooManyKeysKeepsTheOrderButBindsNoMore() throws StoreFailure {
    var claims = stores.supplied(Claims.fresh());
    var order = stores.held(claims);
    var user = Names.user(claims.gift(), new UserId("alice"), 0);
    for (int i = 0; i < 4_096; i += 512) {
      var words = new ArrayList<>(List.of("HSET", user));
      for (int k = i; k < i + 512; k++) {
        words.addAll(List.of("key:" + k, order.value()));
      }
      redis.command(words.toArray(String[]::new));
    }
    var digest = redis.command("DEBUG", "DIGEST");

    assertEquals(
        new Holding.Repeated(order), stores.quota().hold(claims.keyed("one more").taking()));
    assertEquals(digest, redis.command("DEBUG", "DIGEST"));
  }

  /// A step of a store.
  private interface Step {
    void take() throws StoreFailure;
  }

  private static void assertBroken(Step step) {
    assertEquals(Effect.BROKEN, assertThrows(StoreFailure.class, step::take).effect());
  }
}
