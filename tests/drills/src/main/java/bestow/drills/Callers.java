package bestow.drills;

import bestow.mesh.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Callers with a connection each, who ask again as soon as they are answered. One thread does it
/// for all of them: callers have to cost as little as can be where they share their processors with
/// what they call.
final class Callers {
  private static final int ANSWERS_MAX = 1 << 16;
  private static final long SILENCE_MILLIS = 10_000;

  private final int many;
  private final Ticker ticker;

  Callers(int many, Ticker ticker) {
    this.many = many;
    this.ticker = ticker;
  }

  /// What a caller says.
  interface Talk {
    /// Once, on a new connection, which is all its own.
    void greet(InputStream in, OutputStream out) throws IOException;

    /// How many questions go out at once.
    default int together() {
      return 1;
    }

    /// A question.
    ///
    /// @param turn different each time
    byte[] question(long turn);

    /// Takes one answer off what was received; false, with nothing taken, where it isn't whole yet.
    ///
    /// @throws IOException where it is not the answer that was to come
    boolean take(ByteBuffer received) throws IOException;
  }

  /// Where callers say what.
  ///
  /// @param port of this machine
  record Line(int port, Talk talk) {}

  /// How many answers a second they get between them, who are shared out among these lines.
  double perSecond(Duration time, List<Line> lines) throws InterruptedException {
    // Of the platform's: a selector would keep its carrier from all who are to be carried.
    var threads = Thread.ofPlatform().name("callers").factory();
    try (var thread = Executors.newSingleThreadExecutor(threads)) {
      return thread.submit(() -> callOnAndOn(time, lines)).get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a caller got no answer", failed);
    }
  }

  private double callOnAndOn(Duration time, List<Line> lines) throws IOException {
    try (var selector = Selector.open()) {
      try {
        for (int i = 0; i < many; i++) {
          Caller.come(selector, lines.get(i % lines.size()));
        }
        return callOnAndOn(time, selector);
      } finally {
        for (var key : selector.keys()) {
          key.channel().close();
        }
      }
    }
  }

  private double callOnAndOn(Duration time, Selector selector) throws IOException {
    long turn = 0;
    long answers = 0;
    int asking = 0;
    long began = ticker.nanos();
    for (var key : selector.keys()) {
      turn = caller(key).ask(turn);
      asking++;
    }
    while (asking > 0) {
      if (selector.select(SILENCE_MILLIS) == 0) {
        throw new IOException("nobody was answered for " + SILENCE_MILLIS + " ms");
      }
      boolean over = ticker.nanos() - began >= time.toNanos();
      for (var key : selector.selectedKeys()) {
        var caller = caller(key);
        answers += caller.hear();
        if (caller.isAnswered() && over) {
          asking--;
        } else if (caller.isAnswered()) {
          turn = caller.ask(turn);
        }
      }
      selector.selectedKeys().clear();
    }
    return answers * 1e9 / (ticker.nanos() - began);
  }

  private static Caller caller(SelectionKey key) {
    return (Caller) key.attachment();
  }

  /// One of them.
  private static final class Caller {
    private final SocketChannel channel;
    private final Talk talk;
    private final ByteBuffer received = ByteBuffer.allocate(ANSWERS_MAX);
    private int missing;

    private Caller(SocketChannel channel, Talk talk) {
      this.channel = channel;
      this.talk = talk;
    }

    static void come(Selector selector, Line line) throws IOException {
      var place = new InetSocketAddress(InetAddress.getLoopbackAddress(), line.port());
      var channel = SocketChannel.open(place);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      var socket = channel.socket();
      line.talk().greet(socket.getInputStream(), socket.getOutputStream());
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new Caller(channel, line.talk()));
    }

    boolean isAnswered() {
      return missing == 0;
    }

    /// Asks as many as go out at once.
    ///
    /// @return the last turn of them
    long ask(long turn) throws IOException {
      missing = talk.together();
      var asked = new ByteArrayOutputStream();
      for (int i = 1; i <= missing; i++) {
        asked.writeBytes(talk.question(turn + i));
      }
      var bytes = ByteBuffer.wrap(asked.toByteArray());
      // A few kilobytes, for which the other side always has room: it has read what came before.
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return turn + missing;
    }

    /// How many answers have come.
    int hear() throws IOException {
      if (channel.read(received) < 0) {
        throw new EOFException("the other side hung up");
      }
      if (!received.hasRemaining()) {
        throw new IOException("the answers are longer than " + ANSWERS_MAX + " bytes");
      }
      int before = missing;
      received.flip();
      while (missing > 0 && talk.take(received)) {
        missing--;
      }
      received.compact();
      return before - missing;
    }
  }
}
