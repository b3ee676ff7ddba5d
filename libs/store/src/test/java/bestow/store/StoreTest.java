package bestow.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.CallContext;
import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Ticker;
import bestow.testing.Eventually;
import io.opentelemetry.api.OpenTelemetry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What a healthy Redis answers.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreTest {

  private StoreFixture fixture;

  @BeforeAll
  void start() {
    fixture = StoreFixture.up();
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @Test
  void everyKindOfLuaValueComesBackAsWhatItIs() {
    Value value =
        done(
            """
            #!lua
            return {'text', 42, true, false, {'in', {'deeper'}}, '7'}
            """);

    Value.Many many = value.many();
    assertEquals(6, many.size());
    assertEquals("text", many.text(0));
    assertEquals(42, many.number(1));
    assertEquals(1, many.number(2));
    assertTrue(many.at(3).absent());
    assertEquals("deeper", many.at(4).many().at(1).many().text(0));
    assertEquals(7, many.number(5));
  }

  @Test
  void aStatusReplyIsAText() {
    assertEquals("OK", done("#!lua\nreturn redis.call('SET', KEYS[1], 'x')").text());
  }

  @Test
  void nilIsNothingAndAnEmptyTableIsMany() {
    assertTrue(done("#!lua\nreturn nil").absent());
    assertEquals(0, done("#!lua\nreturn {}").many().size());
  }

  @Test
  void anErrorInsideATableIsAText() {
    assertEquals(
        "ODD it is", done("#!lua\nreturn {redis.error_reply('ODD it is')}").many().text(0));
  }

  @Test
  void keysAndArgumentsArriveAsTheyWereSent() {
    String odd = "ключ \r\n$1\r\n \u0000 🎁";

    StoreReply reply =
        fixture.store().run(Scripts.ECHO, List.of("{s17}a", "{s17}b"), List.of(odd, ""));

    assertEquals(odd, assertInstanceOf(StoreReply.Done.class, reply).value().text());
  }

  @Test
  void aLongReplyAndALongArgumentPassInOnePiece() {
    String text = "0123456789".repeat(100_000);

    StoreReply reply = fixture.store().run(Scripts.ECHO, List.of(), List.of(text));

    assertEquals(text, assertInstanceOf(StoreReply.Done.class, reply).value().text());
  }

  @Test
  void anErrorInTheScriptFailsAndMayHaveWritten() {
    StoreReply.Failed failed =
        failed(
            """
            #!lua
            redis.call('SET', KEYS[1], 'text')
            return redis.call('INCR', KEYS[1])
            """);

    assertEquals("ERR", failed.code());
    assertTrue(failed.error().contains("not an integer"), failed.error());
    assertFalse(failed.nothingRan());
  }

  @Test
  void anErrorReplyOfTheScriptItselfFailsWithItsCode() {
    StoreReply.Failed failed = failed("#!lua\nreturn redis.error_reply('MINE because')");

    assertEquals("MINE because", failed.error());
    assertEquals("MINE", failed.code());
    assertFalse(failed.nothingRan());
  }

  @Test
  void aScriptThatDoesNotCompileFails() {
    assertEquals("ERR", failed("#!lua\nreturn (").code());
  }

  @Test
  void aScriptThatRedisForgotRunsOnceAllTheSame() {
    fixture.redis().command("SCRIPT", "FLUSH");

    StoreReply first = fixture.store().run(Scripts.COUNT, List.of("forgotten"), List.of());
    StoreReply second = fixture.store().run(Scripts.COUNT, List.of("forgotten"), List.of());

    assertEquals(new StoreReply.Done(new Value.Number(1)), first);
    assertEquals(new StoreReply.Done(new Value.Number(2)), second);
  }

  @Test
  void aCallWhoseDeadlineIsPastIsNotSent() {
    var past = CallContext.root(new Deadline(Ticker.system().nanos() - 1), Criticality.COMMIT);

    StoreReply reply =
        past.call(() -> fixture.store().run(Scripts.COUNT, List.of("too late"), List.of()));

    assertInstanceOf(StoreReply.NotSent.class, reply);
    assertEquals("", fixture.redis().command("GET", "too late"));
  }

  @Test
  void anInterruptedCallerDoesNotWaitAndStaysInterrupted() {
    Thread.currentThread().interrupt();

    StoreReply reply = fixture.store().run(Scripts.ECHO, List.of(), List.of("x"));

    assertTrue(Thread.interrupted());
    assertFalse(reply instanceof StoreReply.Failed, reply.toString());
  }

  @Test
  void aClosedStoreTurnsCallsAway() {
    StoreSettings settings = StoreFixture.settings(fixture.redis());
    Store store = StoreFixture.up(fixture.redis(), settings).store();

    store.close();

    StoreReply reply = store.run(Scripts.ECHO, List.of(), List.of("x"));
    assertTrue(assertInstanceOf(StoreReply.NotSent.class, reply).why().contains("closed"));
    assertFalse(store.reachable());
  }

  @Test
  void aClosedStoreLeavesNoThread() {
    Set<Thread> watchdogs = ConcurrentHashMap.newKeySet();
    Ticker watched =
        () -> {
          if (Thread.currentThread().getName().equals("bestow-watchdog")) {
            watchdogs.add(Thread.currentThread());
          }
          return Ticker.system().nanos();
        };
    StoreSettings settings = StoreFixture.settings(fixture.redis());
    Store store = Store.open(settings, watched, OpenTelemetry.noop(), List.of());
    Eventually.within(StoreFixture.PATIENCE, store::reachable, "a connection is up");
    store.run(Scripts.ECHO, List.of(), List.of("x"));
    Eventually.within(StoreFixture.PATIENCE, () -> watchdogs.size() == 1, "the watchdog looked");

    store.close();

    Thread watchdog = watchdogs.iterator().next();
    Eventually.within(StoreFixture.PATIENCE, () -> !watchdog.isAlive(), "the watchdog has ended");
  }

  private Value done(String source) {
    return assertInstanceOf(StoreReply.Done.class, run(source)).value();
  }

  private StoreReply.Failed failed(String source) {
    return assertInstanceOf(StoreReply.Failed.class, run(source));
  }

  private StoreReply run(String source) {
    return fixture.store().run(Script.of("tried", source), List.of("tried"), List.of());
  }
}
