package bestow.store;

import static bestow.store.StoreFixture.PATIENCE;
import static bestow.store.StoreFixture.begin;
import static bestow.store.StoreFixture.end;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whom a store lets itself be let in by.
class StoreLoginTest {

  private static final String SECRET = "s3cret-of-quota";
  private static final RedisOptions GUARDED = RedisOptions.DEFAULT.withUser("quota", SECRET);

  @Test
  void aRedisOfNobodyBecomesOursAndStaysSo() {
    try (StoreFixture fixture = StoreFixture.up()) {
      assertEquals("quota", fixture.redis().command("GET", "bestow:owner"));
      StoreSettings settings = StoreFixture.settings(fixture.redis());

      StoreFixture.up(fixture.redis(), settings).store().close();

      assertEquals("quota", fixture.redis().command("GET", "bestow:owner"));
    }
  }

  @Test
  void aRedisOfAnotherServiceIsRefusedUntilItIsOurs() throws Exception {
    RedisProcess redis = RedisProcess.start();
    redis.command("SET", "bestow:owner", "session");
    try (StoreFixture fixture = StoreFixture.open(redis, StoreFixture.settings(redis))) {
      String why = refusal(fixture);

      assertTrue(why.contains("'session'") && why.contains("'quota'"), why);
      assertTrue(why.contains("127.0.0.1:" + redis.port()), why);
      assertFalse(fixture.store().reachable());
      assertEquals("session", redis.command("GET", "bestow:owner"));
      assertEquals("0", redis.command("EXISTS", "notes"));

      redis.command("DEL", "bestow:owner");
      Eventually.within(PATIENCE, fixture.store()::reachable, "the store is up");
    }
  }

  @Test
  void userAndPasswordLetUsIn() {
    RedisProcess redis = RedisProcess.start(GUARDED);
    try (StoreFixture fixture = StoreFixture.up(redis, as(redis, "quota", SECRET))) {
      assertInstanceOf(StoreReply.Done.class, fixture.note("notes", "1"));
    }
  }

  @Test
  void thePasswordAloneLetsTheDefaultUserIn() {
    RedisProcess redis = RedisProcess.start(RedisOptions.DEFAULT.withPassword(SECRET));
    try (StoreFixture fixture = StoreFixture.up(redis, as(redis, "", SECRET))) {
      assertInstanceOf(StoreReply.Done.class, fixture.note("notes", "1"));
    }
  }

  @Test
  void aWrongPasswordIsToldInASentenceThatDoesNotHoldIt() throws Exception {
    RedisProcess redis = RedisProcess.start(GUARDED);
    try (StoreFixture fixture = StoreFixture.open(redis, as(redis, "quota", "guessed-wrong"))) {
      String why = refusal(fixture);

      assertTrue(why.contains("WRONGPASS"), why);
      assertTrue(why.contains("127.0.0.1:" + redis.port()), why);
      assertFalse(why.contains("guessed-wrong"), why);
      assertFalse(fixture.store().reachable());
    }
  }

  @Test
  void aMissingPasswordIsToldInASentence() throws Exception {
    RedisProcess redis = RedisProcess.start(GUARDED);
    try (StoreFixture fixture = StoreFixture.open(redis, as(redis, "", ""))) {
      String why = refusal(fixture);

      assertTrue(why.contains("NOAUTH"), why);
    }
  }

  @Test
  void thePermissionsInTheReadmeAreEnough() {
    RedisProcess redis = RedisProcess.start();
    redis.command(
        ("ACL SETUSER quota on >%s ~* +get +set +eval +evalsha +script|load +auth"
                + " +client|setname +hincrby +hlen")
            .formatted(SECRET)
            .split(" ", -1));
    try (StoreFixture fixture = StoreFixture.up(redis, as(redis, "quota", SECRET))) {
      assertInstanceOf(StoreReply.Done.class, fixture.note("notes", "1"));
      assertTrue(redis.command("CLIENT", "LIST").contains("name=bestow-quota"));
    }
  }

  @Test
  void aRedisThatMayNotBeWrittenToNowIsStillOurs() {
    try (StoreFixture fixture = StoreFixture.up()) {
      fixture.redis().command("CONFIG", "SET", "maxmemory", "1");
      StoreSettings settings = StoreFixture.settings(fixture.redis());

      Store second = StoreFixture.up(fixture.redis(), settings).store();

      assertTrue(second.reachable());
      second.close();
    }
  }

  private static StoreSettings as(RedisProcess redis, String user, String password) {
    StoreSettings open = StoreFixture.settings(redis);
    return StoreSettings.of(open.host(), open.port(), user, password, "quota")
        .timed(open.timeout(), open.connectTimeout());
  }

  private static String refusal(StoreFixture fixture) throws Exception {
    StoreReply reply =
        end(begin(() -> fixture.store().run(Scripts.NOTE, List.of("notes"), List.of("1"))));
    return assertInstanceOf(StoreReply.NotSent.class, reply).why();
  }
}
