package bestow.flow;

import bestow.testing.ConsulProcess;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/// The way from one process to another. It passes every byte on; but where a trap is set for what
/// comes by, it holds that in its hands while something happens to one of the two.
final class Hop implements AutoCloseable {
  private static final int CHUNK = 64 << 10;

  private final ServerSocket listener;
  private final int behind;
  private final AtomicReference<Trap> trap = new AtomicReference<>(Trap.NONE);

  /// Which bytes a trap holds.
  enum Side {
    /// What is asked: whoever is asked has not got it yet.
    QUESTION,
    /// The answer to that: whoever was asked has done it, and whoever asked does not know.
    ANSWER
  }

  /// What becomes of the bytes once the deed is done.
  enum Then {
    /// They are gone, and so is the connection.
    LOST,
    /// They go on.
    PASSED
  }

  /// Something that is waited for.
  ///
  /// @param words which all stand in what is asked
  /// @param deed what happens meanwhile
  /// @param sprung once it has happened
  record Trap(List<String> words, Side side, Then then, Runnable deed, CountDownLatch sprung) {
    private static final Trap NONE =
        new Trap(List.of(), Side.QUESTION, Then.PASSED, () -> {}, new CountDownLatch(0));

    Trap(List<String> words, Side side, Then then, Runnable deed) {
      this(List.copyOf(words), side, then, deed, new CountDownLatch(1));
    }

    private boolean isIn(String asked) {
      return !words.isEmpty() && words.stream().allMatch(asked::contains);
    }
  }

  private Hop(ServerSocket listener, int behind) {
    this.listener = listener;
    this.behind = behind;
  }

  /// Listens before that port of this machine, at any port that is free.
  static Hop before(int port) {
    try {
      var listener = new ServerSocket();
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
      var hop = new Hop(listener, port);
      Thread.ofVirtual().start(hop::accept);
      return hop;
    } catch (IOException e) {
      throw new UncheckedIOException("no way to port " + port, e);
    }
  }

  /// Where it listens.
  int port() {
    return listener.getLocalPort();
  }

  /// Puts it into the registry in the place of a service, whose callers come this way then.
  void register(String service, ConsulProcess consul) {
    var registration =
        """
        {"ID": "way-to-%1$s", "Name": "bestow-%1$s", "Address": "127.0.0.1", "Port": %2$d,
         "Tags": ["zone=a", "cluster=prod-1", "plane=claim"]}"""
            .formatted(service, port());
    var request =
        HttpRequest.newBuilder(consul.uri().resolve("/v1/agent/service/register"))
            .PUT(HttpRequest.BodyPublishers.ofString(registration))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) throw new AssertionError("not registered: " + answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException("no way to " + service, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// Sets a trap, in the place of any other; it springs once.
  void set(Trap next) {
    trap.set(next);
  }

  @Override
  public void close() {
    end(listener);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var asker = listener.accept();
        Thread.ofVirtual().start(() -> serve(asker));
      } catch (IOException e) {
        if (!listener.isClosed()) throw new UncheckedIOException("nobody comes by", e);
      }
    }
  }

  private void serve(Socket asker) {
    var asked = new Socket();
    var held = new AtomicReference<>(Trap.NONE);
    try {
      asker.setTcpNoDelay(true);
      asked.setTcpNoDelay(true);
      asked.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), behind), 1_000);
    } catch (IOException nobody) {
      cut(asker, asked);
      return;
    }
    Thread.ofVirtual().start(() -> carryAnswers(asker, asked, held));
    carryQuestions(asker, asked, held);
  }

  private void carryQuestions(Socket asker, Socket asked, AtomicReference<Trap> held) {
    try {
      carry(
          asker,
          asked,
          bytes -> {
            var waiting = trap.get();
            // A question leaves in one run of bytes, and so it comes.
            boolean isIt = waiting.isIn(bytes) && trap.compareAndSet(waiting, Trap.NONE);
            if (isIt && waiting.side() == Side.ANSWER) {
              held.set(waiting);
              return Then.PASSED;
            }
            return isIt ? sprung(waiting) : Then.PASSED;
          });
    } finally {
      cut(asker, asked);
    }
  }

  private static void carryAnswers(Socket asker, Socket asked, AtomicReference<Trap> held) {
    try {
      carry(asked, asker, _ -> sprung(held.getAndSet(Trap.NONE)));
    } finally {
      cut(asker, asked);
    }
  }

  private static void carry(Socket from, Socket to, Function<String, Then> seen) {
    var chunk = new byte[CHUNK];
    try {
      for (int n = from.getInputStream().read(chunk);
          n > 0;
          n = from.getInputStream().read(chunk)) {
        if (seen.apply(new String(chunk, 0, n, StandardCharsets.ISO_8859_1)) == Then.LOST) {
          return;
        }
        to.getOutputStream().write(chunk, 0, n);
      }
    } catch (IOException broken) {
      // One of the two is gone; the other sees it, for the way ends here.
      return;
    }
  }

  private static Then sprung(Trap trap) {
    trap.deed().run();
    trap.sprung().countDown();
    return trap.then();
  }

  /// As the death of either would: without a farewell.
  private static void cut(Socket asker, Socket asked) {
    end(asker);
    end(asked);
  }

  private static void end(Closeable open) {
    try {
      open.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a socket of the hop cannot be closed", e);
    }
  }
}
