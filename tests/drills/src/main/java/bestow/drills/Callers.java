package bestow.drills;

import bestow.mesh.Ticker;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Callers with a connection each, who ask again as soon as they are answered.
final class Callers {
  private final int port;
  private final int many;
  private final Ticker ticker;

  /// @param port of this machine, that all of them call
  Callers(int port, int many, Ticker ticker) {
    this.port = port;
    this.many = many;
    this.ticker = ticker;
  }

  /// What a caller says.
  interface Talk {
    /// Once, on a new connection.
    void greet(InputStream in, OutputStream out) throws IOException;

    /// Again and again.
    ///
    /// @param turn different each time
    void ask(InputStream in, OutputStream out, long turn) throws IOException;
  }

  /// How many answers a second they get between them.
  double perSecond(Duration time, Talk talk) throws InterruptedException {
    var turns = new AtomicLong();
    long began = ticker.nanos();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calling = new ArrayList<Future<?>>();
      for (int i = 0; i < many; i++) {
        calling.add(threads.submit(() -> call(began + time.toNanos(), talk, turns)));
      }
      for (var each : calling) {
        each.get();
      }
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a caller got no answer", failed);
    }
    return turns.get() * 1e9 / (ticker.nanos() - began);
  }

  private void call(long untilNanos, Talk talk, AtomicLong turns) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      var out = socket.getOutputStream();
      talk.greet(in, out);
      while (ticker.nanos() < untilNanos) {
        talk.ask(in, out, turns.incrementAndGet());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("port " + port + " is not reached", failed);
    }
  }
}
