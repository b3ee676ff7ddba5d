package bestow.sandbox;

import bestow.mesh.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// A port on which requests are taken, that can be shut and opened again: while it is shut, nobody
/// listens there and connecting is refused by the machine itself. A virtual thread a connection.
final class Listener implements AutoCloseable {

  private static final byte[] FULL =
      "HTTP/1.1 503 Failed\r\nContent-Length: 0\r\nRetry-After: 1\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.ISO_8859_1);

  private final Connection.Limits limits;
  private final Connection.Handler handler;
  private final Ticker ticker;
  private final Semaphore places;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private InetSocketAddress address;
  private Optional<ServerSocket> listening = Optional.empty();

  /// Shut at first.
  ///
  /// @param address where to listen; port 0 for any, then the same one again each time
  Listener(
      InetSocketAddress address,
      Connection.Limits limits,
      Ticker ticker,
      Connection.Handler handler) {
    this.address = address;
    this.limits = limits;
    this.handler = handler;
    this.ticker = ticker;
    this.places = new Semaphore(limits.connectionsMax());
  }

  /// Listens, if it does not yet.
  ///
  /// @throws IOException when the port cannot be had
  void open() throws IOException {
    lock.lock();
    try {
      if (listening.isPresent()) {
        return;
      }
      var socket = new ServerSocket();
      try {
        socket.setReuseAddress(true);
        socket.bind(address, 1024);
      } catch (IOException e) {
        socket.close();
        throw new IOException("port " + address.getPort() + " cannot be had: " + e.getMessage(), e);
      }
      address = new InetSocketAddress(address.getAddress(), socket.getLocalPort());
      listening = Optional.of(socket);
      Thread.ofVirtual().name("listener").start(() -> accept(socket));
    } finally {
      lock.unlock();
    }
  }

  /// Listens no longer and closes what is idle; what is being answered gets its answer.
  void shut() {
    lock.lock();
    try {
      listening.ifPresent(Listener::closeQuietly);
      listening = Optional.empty();
    } finally {
      lock.unlock();
    }
    connections.forEach(Connection::leave);
  }

  /// The port, once it was open.
  int port() {
    lock.lock();
    try {
      return address.getPort();
    } finally {
      lock.unlock();
    }
  }

  /// Whether it listens.
  boolean isOpen() {
    lock.lock();
    try {
      return listening.isPresent();
    } finally {
      lock.unlock();
    }
  }

  /// Shut for good: what is being answered has 5 s to end, then every connection is cut.
  @Override
  public void close() {
    shut();
    try {
      // Each connection has one of the places: all of them are free once the last one ended.
      if (places.tryAcquire(limits.connectionsMax(), 5, TimeUnit.SECONDS)) {
        places.release(limits.connectionsMax());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    connections.forEach(Connection::cut);
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        serve(socket.accept());
      } catch (IOException _) {
        // Shut, or a client that went away between knocking and coming in.
      }
    }
  }

  private void serve(Socket client) throws IOException {
    if (!places.tryAcquire()) {
      try (client) {
        client.getOutputStream().write(FULL);
      }
      return;
    }
    Connection connection;
    try {
      connection = new Connection(client, limits, ticker, handler);
    } catch (IOException e) {
      places.release();
      client.close();
      throw e;
    }
    connections.add(connection);
    Thread.ofVirtual().name("connection").start(() -> serve(connection));
    if (!isOpen()) {
      connection.leave();
    }
  }

  private void serve(Connection connection) {
    try {
      connection.serve();
    } finally {
      connections.remove(connection);
      places.release();
    }
  }

  private static void closeQuietly(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It listens no longer either way.
    }
  }
}
