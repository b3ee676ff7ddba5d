package bestow.mesh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The connection breaks after every single byte, sent and received, until the exchange comes
/// through.
final class ExchangeTest {

  private static final byte[] REQUEST = "GET / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1);
  private static final String STATUS = "HTTP/1.1 200 OK\r\n";
  private static final String ANSWER =
      STATUS + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n";

  @Test
  void whateverByteIsTheLastTheOutcomeSaysWhatMayHaveHappened() {
    for (int sent = 0; sent < REQUEST.length; sent++) {
      var outcome = run(new Breaking(sent, 0));

      assertEquals(sent == 0, outcome instanceof Outcome.NotSent, outcome::toString);
      assertEquals(sent > 0, outcome instanceof Outcome.MaybeApplied, outcome::toString);
      assertEquals(Phase.WRITE, outcome.trail().phase());
      assertEquals(sent, outcome.trail().bytesSent());
    }
    for (int read = 0; read < ANSWER.length(); read++) {
      var outcome = run(new Breaking(REQUEST.length, read));

      boolean known = read >= STATUS.length();
      assertEquals(known, outcome instanceof Outcome.Unreadable, outcome::toString);
      assertEquals(!known, outcome instanceof Outcome.MaybeApplied, outcome::toString);
      assertEquals(Phase.READ, outcome.trail().phase());
      assertEquals(REQUEST.length, outcome.trail().bytesSent());
    }

    assertInstanceOf(Outcome.Answered.class, run(new Breaking(REQUEST.length, ANSWER.length())));
  }

  @Test
  void aConnectionThatBrokeIsClosedAndOneThatDidNotIsNot() {
    for (int read = 0; read <= ANSWER.length(); read++) {
      var wire = new Breaking(REQUEST.length, read);

      var outcome = run(wire);

      assertEquals(!(outcome instanceof Outcome.Answered), wire.closed, outcome::toString);
    }
  }

  @Test
  void whatComesAfterAnAnswerIsNobodysAnswer() {
    var wire = new Breaking(REQUEST.length, Integer.MAX_VALUE, ANSWER + STATUS);
    try (var watchdog = Watchdog.start(Ticker.system())) {
      var connection = new Connection(wire, watchdog.guard(wire::close), 0);

      assertInstanceOf(Outcome.Answered.class, run(connection));

      assertFalse(connection.reusable());
    }
  }

  @Test
  void aConnectionAtRestIsReusable() {
    var wire = new Breaking(REQUEST.length, ANSWER.length());
    try (var watchdog = Watchdog.start(Ticker.system())) {
      var connection = new Connection(wire, watchdog.guard(wire::close), 0);

      assertInstanceOf(Outcome.Answered.class, run(connection));

      assertTrue(connection.reusable());
    }
  }

  private static Outcome run(Breaking wire) {
    try (var watchdog = Watchdog.start(Ticker.system())) {
      return run(new Connection(wire, watchdog.guard(() -> {}), 0));
    }
  }

  private static Outcome run(Connection connection) {
    var ticker = Ticker.system();
    var attempt =
        MeshFixture.within(Duration.ofSeconds(30))
            .call(() -> Attempt.first("peer", Call.get("/", "/"), ticker.nanos()));
    var settings = MeshFixture.patient();
    return new Exchange(attempt, CalleeTerms.of(settings), Manners.INSIDE, connection, ticker)
        .run(REQUEST, ticker.nanos());
  }

  /// A wire that takes so many bytes, gives so many, and then breaks.
  private static final class Breaking implements Wire {

    private final int takes;
    private final int gives;
    private final byte[] answer;
    private int taken;
    private int given;
    private boolean closed;

    private Breaking(int takes, int gives) {
      this(takes, gives, ANSWER);
    }

    private Breaking(int takes, int gives, String answer) {
      this.takes = takes;
      this.gives = gives;
      this.answer = answer.getBytes(ISO_8859_1);
    }

    @Override
    public void connect(InetSocketAddress address) {}

    @Override
    public void write(byte[] bytes) throws IOException {
      taken = Math.min(takes, bytes.length);
      if (taken < bytes.length) {
        throw new IOException("broken");
      }
    }

    @Override
    public long taken() {
      return taken;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (given == gives) {
        throw new IOException("broken");
      }
      // All at once where nothing is to break, so that what comes after the answer is read with it.
      int step = gives == Integer.MAX_VALUE ? Math.min(length, answer.length - given) : 1;
      System.arraycopy(answer, given, into, from, step);
      given += step;
      return step;
    }

    @Override
    public boolean quiet() {
      return true;
    }

    @Override
    public long trustNanos() {
      return 0;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
