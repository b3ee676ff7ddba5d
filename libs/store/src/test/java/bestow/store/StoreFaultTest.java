package bestow.store;

import static bestow.store.StoreFixture.NEVER;
import static bestow.store.StoreFixture.PATIENCE;
import static bestow.store.StoreFixture.begin;
import static bestow.store.StoreFixture.end;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import bestow.testing.Eventually;
import bestow.testing.FreePort;
import bestow.testing.RedisOptions;
import bestow.testing.RedisProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/// What a store does while its Redis is dead, frozen or unwilling.
class StoreFaultTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void killedRedisMakesSentCallsUnknownAndQueuedOnesNotSentAndComesBack() throws Exception {
    try (StoreFixture fixture = StoreFixture.up(RedisProcess.start(), 1)) {
      fixture.redis().pause();
      FutureTask<StoreReply> sent = fixture.beginNote("notes", "sent");
      fixture.awaitBatches(1);
      FutureTask<StoreReply> queued = fixture.beginNote("notes", "queued");
      fixture.awaitWaiting(1);

      fixture.redis().kill();

      assertInstanceOf(StoreReply.Unknown.class, end(sent));
      assertInstanceOf(StoreReply.NotSent.class, end(queued));
      assertFalse(fixture.store().reachable());
      assertInstanceOf(StoreReply.NotSent.class, fixture.note("notes", "refused"));

      fixture.redis().restart();
      Eventually.within(PATIENCE, fixture.store()::reachable, "the store is up again");

      assertInstanceOf(StoreReply.Done.class, fixture.note("notes", "after"));
      assertEquals("1", fixture.redis().command("HGET", "notes", "after"));
      assertEquals("", fixture.redis().command("HMGET", "notes", "queued", "refused").strip());
    }
  }

  @Test
  void frozenRedisHoldsNobodyLongerThanTheTimeout() throws Exception {
    RedisProcess redis = RedisProcess.start();
    StoreSettings settings = StoreFixture.settings(redis).limited(1, 100, 10).timed(SHORT, SHORT);
    try (StoreFixture fixture = StoreFixture.up(redis, settings)) {
      redis.pause();
      FutureTask<StoreReply> sent = fixture.beginNote("notes", "sent");
      fixture.awaitBatches(1);
      FutureTask<StoreReply> queued = fixture.beginNote("notes", "queued");

      assertInstanceOf(StoreReply.Unknown.class, end(sent));
      assertInstanceOf(StoreReply.NotSent.class, end(queued));

      Eventually.within(PATIENCE, () -> !fixture.store().reachable(), "the connection is given up");
      redis.resume();
      Eventually.within(
          PATIENCE,
          () -> fixture.note("notes", "after") instanceof StoreReply.Done,
          "the store works again");
      assertEquals("", redis.command("HGET", "notes", "queued"));
    }
  }

  @Test
  void theCallersDeadlineEndsACallBeforeTheTimeout() throws Exception {
    try (StoreFixture fixture = StoreFixture.up(RedisProcess.start(), 1)) {
      fixture.redis().pause();

      FutureTask<StoreReply> sent = begin(() -> inTime(SHORT, () -> fixture.note("notes", "sent")));
      fixture.awaitBatches(1);
      FutureTask<StoreReply> queued =
          begin(() -> inTime(SHORT, () -> fixture.note("notes", "queued")));

      assertInstanceOf(StoreReply.Unknown.class, end(sent));
      assertInstanceOf(StoreReply.NotSent.class, end(queued));
      assertEquals(1, fixture.seen().sum("bestow.store.withdrawn", ""));
    }
  }

  @Test
  void aCallThatWasNotSentNeverRunsAndAnUnknownOneMayRunLater() throws Exception {
    try (StoreFixture fixture = StoreFixture.up(RedisProcess.start(), 1)) {
      fixture.redis().pause();
      FutureTask<StoreReply> sent = begin(() -> inTime(SHORT, () -> fixture.note("notes", "sent")));
      fixture.awaitBatches(1);
      FutureTask<StoreReply> queued =
          begin(() -> inTime(SHORT, () -> fixture.note("notes", "queued")));
      end(sent);
      end(queued);

      fixture.redis().resume();

      assertInstanceOf(StoreReply.Done.class, fixture.note("notes", "after"));
      assertEquals("1", fixture.redis().command("HGET", "notes", "sent"));
      assertEquals("", fixture.redis().command("HGET", "notes", "queued"));
    }
  }

  @Test
  void aFullQueueTurnsFurtherCallsAwayAtOnce() throws Exception {
    RedisProcess redis = RedisProcess.start();
    StoreSettings settings = StoreFixture.settings(redis).limited(1, 2, 10);
    try (StoreFixture fixture = StoreFixture.up(redis, settings)) {
      redis.pause();
      FutureTask<StoreReply> first = fixture.beginNote("notes", "1");
      fixture.awaitBatches(1);
      FutureTask<StoreReply> second = fixture.beginNote("notes", "2");
      FutureTask<StoreReply> third = fixture.beginNote("notes", "3");
      fixture.awaitWaiting(2);

      StoreReply fourth = end(fixture.beginNote("notes", "4"));

      assertTrue(assertInstanceOf(StoreReply.NotSent.class, fourth).why().contains("2 calls"));
      redis.resume();
      assertInstanceOf(StoreReply.Done.class, end(first));
      assertInstanceOf(StoreReply.Done.class, end(second));
      assertInstanceOf(StoreReply.Done.class, end(third));
      assertEquals("3", redis.command("HLEN", "notes"));
    }
  }

  @Test
  void aConnectionThatRedisClosedIsReplacedBeforeAnybodyNeedsIt() {
    try (StoreFixture fixture = StoreFixture.up(RedisProcess.start(), 2)) {
      fixture.redis().command("CLIENT", "KILL", "TYPE", "normal");

      Eventually.within(
          PATIENCE,
          () -> fixture.redis().command("CLIENT", "LIST").split("name=bestow-quota").length == 3,
          "both connections are open again");
      assertInstanceOf(StoreReply.Done.class, fixture.note("notes", "after"));
    }
  }

  @Test
  void closingLetsWhatIsOnItsWayEnd() throws Exception {
    try (StoreFixture fixture = StoreFixture.up(RedisProcess.start(), 1)) {
      fixture.redis().pause();
      FutureTask<StoreReply> sent = fixture.beginNote("notes", "sent");
      fixture.awaitBatches(1);
      FutureTask<StoreReply> queued = fixture.beginNote("notes", "queued");
      fixture.awaitWaiting(1);

      FutureTask<Boolean> closed =
          begin(
              () -> {
                fixture.store().close();
                return true;
              });

      assertInstanceOf(StoreReply.NotSent.class, end(queued));
      fixture.redis().resume();
      assertInstanceOf(StoreReply.Done.class, end(sent));
      assertTrue(end(closed));
    }
  }

  @Test
  void aRedisThatIsNotThereRefusesAtOnceWithItsAddress() throws Exception {
    int port = FreePort.next();
    StoreSettings settings =
        StoreSettings.of("127.0.0.1", port, "", "", "quota").timed(NEVER, NEVER);
    try (Store store = open(settings)) {
      StoreReply reply = end(begin(() -> store.run(Scripts.ECHO, List.of(), List.of("x"))));

      String why = assertInstanceOf(StoreReply.NotSent.class, reply).why();
      assertTrue(why.contains("127.0.0.1:" + port) && why.contains("refused"), why);
    }
  }

  @Test
  void errorsByWhichRedisTurnsAScriptAwaySayThatNothingRan() {
    try (StoreFixture fixture = StoreFixture.up()) {
      fixture.redis().command("CONFIG", "SET", "maxmemory", "1");
      assertTurnedAway("OOM", fixture.note("notes", "1"));
      fixture.redis().command("CONFIG", "SET", "maxmemory", "0");

      fixture.redis().command("REPLICAOF", "127.0.0.1", "1");
      assertTurnedAway("READONLY", fixture.note("notes", "1"));
      fixture.redis().command("REPLICAOF", "NO", "ONE");

      fixture.redis().command("CONFIG", "SET", "min-replicas-to-write", "1");
      assertTurnedAway("NOREPLICAS", fixture.note("notes", "1"));
      assertEquals("0", fixture.redis().command("EXISTS", "notes"));
    }
  }

  @Test
  void aRedisThatIsBusyWithAScriptTurnsOthersAway() throws Exception {
    RedisOptions options = RedisOptions.DEFAULT.with("busy-reply-threshold", "50");
    try (StoreFixture fixture = StoreFixture.up(RedisProcess.start(options), 1)) {
      FutureTask<String> endless =
          begin(() -> fixture.redis().command("EVAL", "while true do end", "0"));
      Eventually.within(
          PATIENCE,
          () -> fixture.redis().command("PING").startsWith("-BUSY"),
          "Redis is busy with the endless script");

      assertTurnedAway("BUSY", fixture.note("notes", "1"));

      fixture.redis().command("SCRIPT", "KILL");
      assertTrue(end(endless).startsWith("-"), "the endless script was stopped");
      assertInstanceOf(StoreReply.Done.class, fixture.note("notes", "2"));
    }
  }

  private static void assertTurnedAway(String code, StoreReply reply) {
    StoreReply.Failed failed = assertInstanceOf(StoreReply.Failed.class, reply);
    assertEquals(code, failed.code(), failed.error());
    assertTrue(failed.nothingRan(), failed.error());
  }

  private static StoreReply inTime(
      Duration time, ScopedValue.CallableOp<StoreReply, RuntimeException> call) {
    Deadline deadline = Deadline.in(time, Ticker.system());
    return CallContext.root(deadline, Criticality.COMMIT).call(call);
  }

  private static Store open(StoreSettings settings) {
    return Store.open(settings, Ticker.system(), new Seen().sdk(), List.of());
  }
}
