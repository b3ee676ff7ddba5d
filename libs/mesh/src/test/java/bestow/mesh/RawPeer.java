package bestow.mesh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A callee on a real socket that does to each connection what a script says, byte by byte, and
/// knows how many connections its caller still holds: after a script has ended it reads until the
/// caller closes.
final class RawPeer implements AutoCloseable {

  /// What is done to a connection.
  @FunctionalInterface
  interface Script {
    void serve(Talk talk) throws IOException;
  }

  private final ServerSocket listener;
  private final Script script;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final CountDownLatch released = new CountDownLatch(1);
  private final Thread acceptor = Thread.ofPlatform().daemon().unstarted(this::accept);

  private RawPeer(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
  }

  static RawPeer start(Script script) {
    return start(ServerSocketFactory.getDefault(), script);
  }

  /// The same behind TLS.
  static RawPeer startTls(SSLContext context, Script script) {
    return start(context.getServerSocketFactory(), script);
  }

  private static RawPeer start(ServerSocketFactory sockets, Script script) {
    try {
      var listener = sockets.createServerSocket();
      // Small, so that a large request is not swallowed by buffers alone.
      listener.setReceiveBufferSize(64 * 1024);
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
      var peer = new RawPeer(listener, script);
      peer.acceptor.start();
      return peer;
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot listen on loopback", failed);
    }
  }

  /// A peer that answers every request the same way.
  static RawPeer answering(String answer) {
    return start(
        talk -> {
          while (talk.request()) {
            talk.send(answer);
          }
        });
  }

  int port() {
    return listener.getLocalPort();
  }

  /// How many connections were made so far.
  int accepted() {
    return accepted.get();
  }

  /// How many of them the caller has not closed.
  int open() {
    return open.get();
  }

  /// All requests so far, as they came.
  List<String> requests() {
    return List.copyOf(requests);
  }

  /// Ends every hold.
  void release() {
    released.countDown();
  }

  @Override
  public void close() {
    release();
    try {
      listener.close();
      // Until its thread is out of accept(), a listener that is closed may take one more.
      var _ = acceptor.join(Duration.ofSeconds(20));
      for (var socket : sockets) {
        socket.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot close", failed);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    try {
      while (true) {
        var socket = listener.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        open.incrementAndGet();
        int number = accepted.incrementAndGet();
        Thread.ofPlatform().daemon().start(() -> serve(new Talk(socket, number)));
      }
    } catch (IOException _) {
      return; // closed
    }
  }

  private void serve(Talk talk) {
    try (var socket = talk.socket) {
      if (socket instanceof SSLSocket secure) {
        secure.startHandshake();
      }
      script.serve(talk);
      if (!socket.isClosed()) {
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException _) {
      // The caller reset the connection, which closes it as well.
    } finally {
      open.decrementAndGet();
    }
  }

  /// One connection as its script sees it.
  final class Talk {

    private final Socket socket;
    private final int number;

    private Talk(Socket socket, int number) {
      this.socket = socket;
      this.number = number;
    }

    /// Which connection of the peer it is, from 1.
    int number() {
      return number;
    }

    /// Reads one whole request.
    ///
    /// @return false when the caller has closed instead
    boolean request() throws IOException {
      var in = socket.getInputStream();
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return false;
        }
        head.append((char) next);
      }
      requests.add(head + new String(in.readNBytes(length(head.toString())), ISO_8859_1));
      return true;
    }

    /// Reads so many bytes and no more.
    void take(int bytes) throws IOException {
      socket.getInputStream().skipNBytes(bytes);
    }

    void send(String text) throws IOException {
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
    }

    /// Does nothing, not even read, until the peer is told to release it.
    void hold() throws IOException {
      try {
        released.await();
      } catch (InterruptedException interrupted) {
        throw new IOException("interrupted", interrupted);
      }
    }

    /// Lets time pass, unless the peer is told to release it.
    void pause(Duration time) throws IOException {
      try {
        if (released.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
          throw new IOException("released");
        }
      } catch (InterruptedException interrupted) {
        throw new IOException("interrupted", interrupted);
      }
    }

    /// Closes both sides, in order where everything was read and else not.
    void close() throws IOException {
      socket.close();
    }

    /// Ends its own side in order (FIN).
    void finish() throws IOException {
      socket.shutdownOutput();
    }

    /// Ends the connection at once (RST).
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    private static int length(String head) {
      return head.lines()
          .filter(line -> line.startsWith("Content-Length: "))
          .mapToInt(line -> Integer.parseInt(line.substring(16)))
          .findFirst()
          .orElse(0);
    }
  }
}
