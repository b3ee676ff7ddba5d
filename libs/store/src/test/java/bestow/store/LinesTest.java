package bestow.store;

import static bestow.store.StoreFixture.PATIENCE;
import static bestow.store.StoreFixture.begin;
import static bestow.store.StoreFixture.end;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import bestow.mesh.Ticker;
import bestow.mesh.Watchdog;
import bestow.testing.Eventually;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How the connections of a store share its calls.
class LinesTest {

  private final Watchdog watchdog = Watchdog.start(Ticker.system());
  private ScriptedRedis redis;
  private Lines lines;

  @BeforeEach
  void start() throws IOException {
    redis = new ScriptedRedis();
    StoreSettings settings = redis.settings().limited(2, 1000, 128);
    Measures measures = new Measures(OpenTelemetry.noop());
    lines = new Lines(settings, Ticker.system(), watchdog, measures, List.of());
    lines.start();
    Eventually.within(PATIENCE, () -> lines.up() == 2, "both lines are up");
  }

  @AfterEach
  void stop() throws IOException {
    redis.close();
    lines.close();
    watchdog.close();
  }

  @Test
  void fewCallsWaitForTheBatchUnderWayAndGoOutTogether() throws Exception {
    FutureTask<StoreReply> first = ask();
    ScriptedRedis.Asked one = redis.next();
    List<FutureTask<StoreReply>> rest = askAndWait(11);

    one.answer(":1\r\n");

    assertInstanceOf(StoreReply.Done.class, end(first));
    for (FutureTask<StoreReply> _ : rest) {
      redis.next().answer(":1\r\n");
    }
    for (FutureTask<StoreReply> call : rest) {
      assertInstanceOf(StoreReply.Done.class, end(call));
    }
  }

  @Test
  void enoughCallsGoOutOnTheOtherConnectionMeanwhile() throws Exception {
    FutureTask<StoreReply> first = ask();
    ScriptedRedis.Asked one = redis.next();
    askAndWait(11);

    FutureTask<StoreReply> last = ask();

    ScriptedRedis.Asked other = redis.next();
    assertNotSame(one.socket(), other.socket());
    one.hangUp();
    assertInstanceOf(StoreReply.Unknown.class, end(first));
    other.hangUp();
    assertInstanceOf(StoreReply.Unknown.class, end(last));
  }

  @Test
  void whatWaitedForABatchThatWasLostGoesOutOnTheOtherConnection() throws Exception {
    FutureTask<StoreReply> lost = ask();
    ScriptedRedis.Asked first = redis.next();
    FutureTask<StoreReply> waiting = askAndWait(1).getFirst();

    redis.acceptNoMore();
    first.hangUp();

    assertInstanceOf(StoreReply.Unknown.class, end(lost));
    redis.next().answer(":2\r\n");
    assertEquals(new StoreReply.Done(new Value.Number(2)), end(waiting));
  }

  @Test
  void aScriptThatIsNotKnownIsAskedForOnceMoreWithItsSourceAndNoThirdTime() throws Exception {
    FutureTask<StoreReply> call = ask();

    ScriptedRedis.Asked first = redis.next();
    first.answer("-NOSCRIPT No matching script.\r\n");
    ScriptedRedis.Asked second = redis.next();
    second.answer("-NOSCRIPT No matching script.\r\n");

    assertEquals("EVALSHA", first.words().getFirst());
    assertEquals(List.of("EVAL", Scripts.ECHO.source(), "0", "x"), second.words());
    assertEquals(new StoreReply.Failed("NOSCRIPT No matching script."), end(call));
  }

  private List<FutureTask<StoreReply>> askAndWait(int count) {
    List<FutureTask<StoreReply>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(ask());
    }
    Eventually.within(PATIENCE, () -> lines.waiting() == count, count + " calls wait");
    return calls;
  }

  private FutureTask<StoreReply> ask() {
    return begin(
        () -> {
          long now = Ticker.system().nanos();
          long until = now + StoreFixture.NEVER.toNanos();
          return lines.run(new Call(Scripts.ECHO, List.of(), List.of("x"), now, until));
        });
  }
}
