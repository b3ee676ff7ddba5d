package bestow.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.session.SessionStore.Ended;
import bestow.session.SessionStore.Found;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One contract for both stores.
final class SessionStoreTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  // Far ahead, so that Redis itself expires nothing while the test goes by its own clock.
  private static final Instant NOW = Instant.parse("2100-01-01T00:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(3600);

  private static RedisFixture redis;

  @BeforeAll
  static void startRedis() {
    redis = new RedisFixture();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  static Stream<SessionStore> stores() {
    return Stream.of(new MemorySessionStore(), new RedisSessionStore(redis.store()));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void aSessionIsItsUsersUntilItExpires(SessionStore store) {
    var token = Token.create("alice", RANDOM);
    store.open(token, "alice", NOW, LATER, 20);

    assertEquals(new Found.User("alice"), store.find(token, NOW));
    assertEquals(new Found.User("alice"), store.find(token, LATER.minusMillis(1)));
    assertEquals(new Found.Nobody(), store.find(token, LATER));
    assertEquals(new Found.Nobody(), store.find(Token.create("alice", RANDOM), NOW));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void loggingOutEndsThisSessionAlone(SessionStore store) {
    var here = Token.create("bob", RANDOM);
    var there = Token.create("bob", RANDOM);
    store.open(here, "bob", NOW, LATER, 20);
    store.open(there, "bob", NOW, LATER, 20);

    assertEquals(new Ended.Count(1), store.close(here, NOW));

    assertEquals(new Found.Nobody(), store.find(here, NOW));
    assertEquals(new Found.User("bob"), store.find(there, NOW));
    assertEquals(new Ended.Nobody(), store.close(here, NOW));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void loggingOutEverywhereEndsAllOfTheUsersSessionsAndNobodyElses(SessionStore store) {
    var here = Token.create("carol", RANDOM);
    var there = Token.create("carol", RANDOM);
    var other = Token.create("dave", RANDOM);
    store.open(here, "carol", NOW, LATER, 20);
    store.open(there, "carol", NOW.plusMillis(1), LATER, 20);
    store.open(other, "dave", NOW, LATER, 20);

    assertEquals(new Ended.Count(2), store.closeAll(here, NOW));

    assertEquals(new Found.Nobody(), store.find(here, NOW));
    assertEquals(new Found.Nobody(), store.find(there, NOW));
    assertEquals(new Found.User("dave"), store.find(other, NOW));
    assertEquals(new Ended.Nobody(), store.closeAll(there, NOW));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void theOldestSessionEndsBeyondTheLimit(SessionStore store) {
    var first = Token.create("erin", RANDOM);
    var second = Token.create("erin", RANDOM);
    var third = Token.create("erin", RANDOM);
    store.open(first, "erin", NOW, LATER, 2);
    store.open(second, "erin", NOW.plusMillis(1), LATER, 2);
    store.open(third, "erin", NOW.plusMillis(2), LATER, 2);

    assertEquals(new Found.Nobody(), store.find(first, NOW));
    assertEquals(new Found.User("erin"), store.find(second, NOW));
    assertEquals(new Found.User("erin"), store.find(third, NOW));
  }

  @Test
  void noTokenIsWrittenDown() {
    var token = Token.create("frank", RANDOM);
    new RedisSessionStore(redis.store()).open(token, "frank", NOW, LATER, 20);

    var keys = redis.redis().command("KEYS", "*");

    assertTrue(keys.contains(token.hash()));
    assertFalse(keys.contains(token.text().substring(2)));
  }
}
