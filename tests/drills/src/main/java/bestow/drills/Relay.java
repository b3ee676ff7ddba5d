package bestow.drills;

import bestow.mesh.Ticker;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// Stands before an instance on a port of its own, counts what it is asked, and behaves as badly as
/// it is told. Registered in the instance's place, it is the instance to all who call it.
final class Relay implements AutoCloseable {
  private static final int CONNECT_MILLIS = 1_000;
  private static final Duration LEAVE = Duration.ofSeconds(2);
  private static final String WHY = "{\"status\":500,\"code\":\"a-drill-wants-it\"}";
  private static final byte[] FAILED =
      """
      HTTP/1.1 500 Internal Server Error\r
      Content-Type: application/problem+json\r
      Content-Length: %d\r
      \r
      %s"""
          .formatted(WHY.length(), WHY)
          .getBytes(StandardCharsets.US_ASCII);

  private final String instance;
  private final int port;
  private final int behind;
  private final Ticker ticker;
  private final RandomGenerator random;
  private final AtomicLong asked = new AtomicLong();
  private final Set<Socket> callers = ConcurrentHashMap.newKeySet();
  private volatile Fault fault = new Fault.Well();
  private volatile ServerSocket listener;
  private volatile Thread acceptor;

  private Relay(String instance, int port, int behind, Ticker ticker, RandomGenerator random)
      throws IOException {
    this.instance = instance;
    this.port = port;
    this.behind = behind;
    this.ticker = ticker;
    this.random = random;
    this.listener = listen();
    this.acceptor = accept(listener);
  }

  /// Listens on loopback for an instance.
  ///
  /// @param instance what it is called, as in `quota-2`
  /// @param port where
  /// @param behind the instance's own port
  /// @param random for use by many threads
  static Relay open(String instance, int port, int behind, Ticker ticker, RandomGenerator random)
      throws IOException {
    return new Relay(instance, port, behind, ticker, random);
  }

  String instance() {
    return instance;
  }

  /// Where it listens.
  int port() {
    return port;
  }

  /// How many calls have reached it; those about its health do not count.
  long asked() {
    return asked.get();
  }

  /// Behaves so from now on.
  void behave(Fault next) throws IOException {
    fault = next;
    if (next instanceof Fault.Dead) {
      close();
    } else if (listener.isClosed()) {
      listener = listen();
      acceptor = accept(listener);
    }
  }

  /// Nobody listens any more, and whoever is connected is cut off.
  @Override
  public void close() throws IOException {
    listener.close();
    // The port is free only once the thread that waited there has gone.
    if (!joined(acceptor)) {
      throw new IOException("port " + port + " is still held by who listened there");
    }
    for (var caller : callers) {
      cutOff(caller);
    }
  }

  private static void cutOff(Socket caller) throws IOException {
    try (caller) {
      caller.setSoLinger(true, 0);
    } catch (SocketException _) {
      // Whoever served it has closed it already.
      return;
    }
  }

  private ServerSocket listen() throws IOException {
    var socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 512);
    return socket;
  }

  private Thread accept(ServerSocket socket) {
    return Thread.ofVirtual().start(() -> acceptAll(socket));
  }

  private static boolean joined(Thread thread) {
    try {
      return thread.join(LEAVE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void acceptAll(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        var caller = socket.accept();
        Thread.ofVirtual().start(() -> serve(caller));
      } catch (IOException closed) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException("nobody can call " + instance, closed);
        }
      }
    }
  }

  private void serve(Socket caller) {
    callers.add(caller);
    try (caller;
        var server = new Socket()) {
      if (listener.isClosed()) {
        return;
      }
      caller.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(new InetSocketAddress(caller.getInetAddress(), behind), CONNECT_MILLIS);
      var requests = new BufferedInputStream(caller.getInputStream());
      var answers = new BufferedInputStream(server.getInputStream());
      for (var request = Framed.read(requests);
          request.isPresent();
          request = Framed.read(requests)) {
        // A thread that waited to read when it was cut off may still have got what came just then.
        if (caller.isClosed()) {
          return;
        }
        var asks = request.get();
        var failed = !asks.isAboutHealth() && fails();
        if (failed) {
          caller.getOutputStream().write(FAILED);
          continue;
        }
        server.getOutputStream().write(asks.bytes());
        var answer = Framed.read(answers);
        if (answer.isEmpty()) {
          return;
        }
        caller.getOutputStream().write(answer.get().bytes());
      }
    } catch (IOException _) {
      // One of the two has gone, and so has the other with it: that is what a caller sees.
      return;
    } finally {
      callers.remove(caller);
    }
  }

  /// Counts a call, makes it wait as long as the fault wants, and tells whether it fails.
  private boolean fails() {
    asked.incrementAndGet();
    return switch (fault) {
      case Fault.Well() -> false;
      case Fault.Failing(double share) -> random.nextDouble() < share;
      case Fault.Slow(Duration by) -> {
        pause(by);
        yield false;
      }
      case Fault.Dead() -> true;
    };
  }

  private void pause(Duration time) {
    long end = ticker.nanos() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - ticker.nanos()) {
      LockSupport.parkNanos(left);
    }
  }
}
