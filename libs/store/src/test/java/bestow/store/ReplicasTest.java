package bestow.store;

import static bestow.store.StoreFixture.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.testing.Eventually;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a store with a replica says of what the replica has, and has not.
class ReplicasTest {

  private final RedisProcess replica = RedisProcess.start();
  private StoreFixture fixture;

  @BeforeEach
  void start() {
    RedisProcess redis =
        RedisProcess.start(RedisOptions.DEFAULT.with("repl-diskless-sync-delay", "0"));
    replica.command("REPLICAOF", redis.host(), Integer.toString(redis.port()));
    Eventually.within(
        PATIENCE,
        () -> replica.command("INFO", "replication").contains("master_link_status:up"),
        "the replica follows");
    // The link is up a moment before that.
    Eventually.within(
        PATIENCE,
        () -> redis.command("INFO", "replication").contains("state=online"),
        "the replica counts");
    StoreSettings.Replicas one = new StoreSettings.Replicas(1, Duration.ofMillis(300));
    fixture = StoreFixture.up(redis, StoreFixture.settings(redis).replicated(one));
  }

  @AfterEach
  void stop() {
    replica.close();
    fixture.close();
  }

  @Test
  void whatTheReplicaHasIsDone() {
    // A busy machine may take longer than the replica is waited for.
    Eventually.within(
        PATIENCE, () -> fixture.note("notes", "1") instanceof StoreReply.Done, "it is done");

    // However often it ran until then.
    assertEquals(
        fixture.redis().command("HGET", "notes", "1"), replica.command("HGET", "notes", "1"));
  }

  @Test
  void whatTheReplicaHasNotIsInDoubtThoughItRan() {
    replica.pause();

    StoreReply reply = fixture.note("notes", "1");

    String why = assertInstanceOf(StoreReply.Unknown.class, reply).why();
    assertTrue(why.endsWith("has it on 0 of 1 replicas"), why);
    assertEquals("1", fixture.redis().command("HGET", "notes", "1"));
    replica.resume();
    Eventually.within(
        PATIENCE,
        () -> fixture.note("notes", "2") instanceof StoreReply.Done,
        "the replica keeps up again");
  }

  @Test
  void theAnswerToACallThatIsRepeatedWaitsForTheReplicaToo() {
    replica.pause();
    var _ = fixture.note("notes", "1");

    // It writes nothing more, and yet what it saw is on no replica.
    StoreReply again = fixture.store().run(Scripts.ONCE, List.of("notes"), List.of("1"));

    assertInstanceOf(StoreReply.Unknown.class, again);
  }

  @Test
  void whatOnlyReadsWaitsForNobody() {
    replica.pause();

    assertInstanceOf(
        StoreReply.Done.class, fixture.store().run(Scripts.READ, List.of("x"), List.of()));
  }

  @Test
  void whatWasTurnedAwayAtTheDoorIsNoDoubt() {
    fixture.redis().command("CONFIG", "SET", "maxmemory", "1");
    replica.pause();

    StoreReply reply = fixture.note("notes", "1");

    assertTrue(assertInstanceOf(StoreReply.Failed.class, reply).nothingRan(), reply::toString);
  }
}
