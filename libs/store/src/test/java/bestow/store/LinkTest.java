package bestow.store;

import static bestow.store.StoreFixture.NEVER;
import static bestow.store.StoreFixture.PATIENCE;
import static bestow.store.StoreFixture.begin;
import static bestow.store.StoreFixture.end;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.mesh.Watchdog;
import bestow.testing.Eventually;
import bestow.testing.FakeTicker;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a connection makes of another side that is no good Redis.
class LinkTest {

  // No caller stops waiting before the connection is given up.
  private static final Duration DAY = Duration.ofDays(1);

  private final FakeTicker ticker = new FakeTicker();
  private final Watchdog watchdog = Watchdog.start(ticker::nanos);
  private final Lines lines =
      new Lines(
          StoreSettings.of("a", 1, "", "", "quota").timed(NEVER, NEVER),
          ticker::nanos,
          watchdog,
          new Measures(OpenTelemetry.noop()),
          List.of());
  private Socket other;
  private Link link;

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Socket ours = new Socket(server.getInetAddress(), server.getLocalPort());
      other = server.accept();
      link = new Link(new Wire(ours), lines, "link");
    }
  }

  @AfterEach
  void disconnect() throws IOException {
    other.close();
    watchdog.close();
  }

  @Test
  void repliesGoToTheCallsInTheirOrder() throws Exception {
    FutureTask<StoreReply> first = ask("1");
    FutureTask<StoreReply> second = ask("2");
    FutureTask<String> served = begin(link::serve);

    awaitBytes(2);
    say("$3\r\none\r\n$3\r\ntwo\r\n");

    assertEquals("one", assertInstanceOf(StoreReply.Done.class, end(first)).value().text());
    assertEquals("two", assertInstanceOf(StoreReply.Done.class, end(second)).value().text());
    other.close();
    assertTrue(end(served).startsWith("Redis a:1 broke the connection"));
  }

  @Test
  void anAnswerBeforeTheBreakCountsAndTheRestIsUnknown() throws Exception {
    FutureTask<StoreReply> first = ask("1");
    FutureTask<StoreReply> second = ask("2");
    FutureTask<String> served = begin(link::serve);

    awaitBytes(2);
    say("$3\r\none\r\n$3\r\ntw");
    other.close();

    assertInstanceOf(StoreReply.Done.class, end(first));
    assertInstanceOf(StoreReply.Unknown.class, end(second));
    end(served);
  }

  @Test
  void garbageBreaksTheConnectionAndWhatWasSentIsUnknown() throws Exception {
    FutureTask<StoreReply> call = ask("1");
    FutureTask<String> served = begin(link::serve);

    awaitBytes(1);
    say("HTTP/1.1 400 Bad Request\r\n");

    assertInstanceOf(StoreReply.Unknown.class, end(call));
    end(served);
  }

  @Test
  void aReplyToNoCallBreaksTheConnection() throws Exception {
    FutureTask<String> served = begin(link::serve);

    say("+OK\r\n");

    assertTrue(end(served).contains("reply to no call"));
  }

  @Test
  void aBatchThatStaysUnansweredEndsTheConnection() throws Exception {
    FutureTask<StoreReply> call = ask("1");
    FutureTask<String> served = begin(link::serve);
    awaitBytes(1);

    passes(NEVER.minusNanos(1));
    assertFalse(served.isDone());
    passes(Duration.ofNanos(1));

    assertEquals(
        new StoreReply.Unknown("Redis a:1 left a batch unanswered for 60000 ms"), end(call));
    end(served);
  }

  @Test
  void aConnectionThatWasAnsweredMayThenBeIdleForAsLongAsItIs() throws Exception {
    FutureTask<StoreReply> first = ask("1");
    FutureTask<String> served = begin(link::serve);
    awaitBytes(1);
    say("$3\r\none\r\n");
    assertInstanceOf(StoreReply.Done.class, end(first));
    Eventually.within(PATIENCE, () -> !link.engaged(), "it is idle");

    passes(NEVER.multipliedBy(2));

    FutureTask<StoreReply> second = ask("2");
    assertTrue(link.wake());
    awaitBytes(1);
    say("$3\r\ntwo\r\n");
    assertInstanceOf(StoreReply.Done.class, end(second));
    other.close();
    end(served);
  }

  @Test
  void aBatchThatCanNotBeWrittenToItsEndHoldsNobody() throws Exception {
    // Far more than both sides buffer, and the other side reads nothing.
    FutureTask<StoreReply> call = ask("x".repeat(64 << 20));
    FutureTask<String> served = begin(link::serve);
    Eventually.within(PATIENCE, () -> lines.waiting() == 0, "the call was taken");

    Eventually.within(
        PATIENCE,
        () -> {
          passes(NEVER);
          return served.isDone();
        },
        "the connection is given up");

    assertInstanceOf(StoreReply.Unknown.class, end(call));
  }

  private FutureTask<StoreReply> ask(String argument) {
    int before = lines.waiting();
    long now = ticker.nanos();
    FutureTask<StoreReply> asked =
        begin(
            () ->
                lines.run(
                    new Call(
                        Scripts.ECHO, List.of(), List.of(argument), now, now + DAY.toNanos())));
    Eventually.within(PATIENCE, () -> lines.waiting() == before + 1, "the call waits");
    return asked;
  }

  /// So much time goes by, and the watchdog has looked.
  private void passes(Duration time) throws InterruptedException {
    ticker.advance(time);
    CountDownLatch looked = new CountDownLatch(1);
    try (Watchdog.Guard look = watchdog.guard(looked::countDown)) {
      // The watchdog sleeps in real time: what is sooner than all that it has seen wakes it.
      assertTrue(look.arm(ticker.nanos() - DAY.toNanos()));
      assertTrue(looked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }
  }

  /// Waits until so many commands have come in whole.
  private void awaitBytes(int commands) throws IOException {
    StringBuilder read = new StringBuilder();
    while (read.toString().lines().filter("EVALSHA"::equals).count() < commands
        || !read.toString().endsWith("\r\n")) {
      int next = other.getInputStream().read();
      assertTrue(next >= 0, "the connection ended early");
      read.append((char) next);
    }
  }

  private void say(String reply) throws IOException {
    other.getOutputStream().write(reply.getBytes(UTF_8));
  }
}
