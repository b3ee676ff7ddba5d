package bestow.drills;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bestow.drills.Callers.Line;
import bestow.mesh.Ticker;
import bestow.testing.RedisProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class CallersTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  @Test
  void eachHasAConnectionAndEveryTurnIsAnother() throws InterruptedException {
    try (var redis = RedisProcess.start()) {
      var talk = new Counting(1, "PING");

      double perSecond =
          new Callers(5, Ticker.system()).perSecond(SHORT, List.of(new Line(redis.port(), talk)));

      assertEquals(5, talk.greeted);
      assertTrue(talk.turns.size() >= 5 && perSecond > 0, talk.turns.size() + ", " + perSecond);
      assertEquals(talk.turns.size(), new HashSet<>(talk.turns).size());
      assertEquals(talk.turns.size(), talk.answers.size());
    }
  }

  @Test
  void whatGoesOutTogetherIsAnsweredBeforeMoreGoesOut() throws InterruptedException {
    try (var redis = RedisProcess.start()) {
      var talk = new Counting(7, "PING");

      var _ =
          new Callers(1, Ticker.system()).perSecond(SHORT, List.of(new Line(redis.port(), talk)));

      assertEquals(
          LongStream.rangeClosed(1, talk.turns.size()).boxed().toList(),
          talk.turns,
          "turns in order");
      assertEquals(0, talk.answers.size() % 7);
      assertEquals(talk.turns.size(), talk.answers.size());
    }
  }

  @Test
  void callersAreSharedOutAmongLines() throws InterruptedException {
    try (var redis = RedisProcess.start()) {
      var first = new Counting(1, "PING");
      var second = new Counting(1, "PING");
      var lines = List.of(new Line(redis.port(), first), new Line(redis.port(), second));

      var _ = new Callers(5, Ticker.system()).perSecond(SHORT, lines);

      assertEquals(List.of(3, 2), List.of(first.greeted, second.greeted));
    }
  }

  @Test
  void aReplyOfSeveralPartsIsTakenWholeOrNotAtAll() throws IOException {
    var whole = "*3\r\n$5\r\nfirst\r\n$-1\r\n:3\r\n".getBytes(StandardCharsets.US_ASCII);
    for (int length = 0; length < whole.length; length++) {
      var part = ByteBuffer.wrap(whole, 0, length);
      assertEquals(Optional.empty(), RedisTalk.take(part), length + " bytes");
      assertEquals(0, part.position());
    }
    var received = ByteBuffer.wrap(whole);
    assertEquals(Optional.of("first"), RedisTalk.take(received));
    assertEquals(0, received.remaining());
  }

  @Test
  void anErrorEndsThem() {
    try (var redis = RedisProcess.start()) {
      var lines = List.of(new Line(redis.port(), new Counting(1, "NONSENSE")));
      var callers = new Callers(2, Ticker.system());

      var failed = assertThrows(IllegalStateException.class, () -> callers.perSecond(SHORT, lines));

      assertTrue(String.valueOf(failed.getCause()).contains("unknown command"), failed.toString());
    }
  }

  /// Says one command, and notes what came of it.
  private static final class Counting implements Callers.Talk {
    private final int together;
    private final String command;
    private final List<Long> turns = new ArrayList<>();
    private final List<String> answers = new ArrayList<>();
    private int greeted;

    Counting(int together, String command) {
      this.together = together;
      this.command = command;
    }

    @Override
    public void greet(InputStream in, OutputStream out) throws IOException {
      assertEquals("PONG", RedisTalk.say(in, out, "PING"));
      greeted++;
    }

    @Override
    public int together() {
      return together;
    }

    @Override
    public byte[] question(long turn) {
      turns.add(turn);
      return RedisTalk.command(command).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean take(ByteBuffer received) throws IOException {
      var reply = RedisTalk.take(received);
      reply.ifPresent(answers::add);
      return reply.isPresent();
    }
  }
}
