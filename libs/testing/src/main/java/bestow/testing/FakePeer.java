package bestow.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// An HTTP/1.1 server on loopback that does what a test scripts, byte for byte: it answers, drips,
/// stalls, resets, closes or talks garbage, at the moment that the script names.
///
/// A script is one list of acts per connection, in the order in which connections come; each act
/// serves one request. The last act of a list, and the last list, repeat. Safe for use from many
/// threads.
public final class FakePeer implements AutoCloseable {
  // More than a test opens at once.
  private static final int BACKLOG = 512;
  // A queue of one takes two connections on Linux; another system may be more generous.
  private static final int QUEUED_MAX = 16;

  private final ServerSocket listener;
  private final List<List<Act>> scripts;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  private FakePeer(ServerSocket listener, List<List<Act>> scripts) {
    this.listener = listener;
    this.scripts = scripts.stream().map(List::copyOf).toList();
  }

  /// A peer whose every connection does these acts, one a request; the last repeats.
  public static FakePeer start(Act... acts) {
    return start(List.of(List.of(acts)));
  }

  /// A peer with a script for each connection; the last repeats.
  public static FakePeer start(List<List<Act>> scripts) {
    if (scripts.isEmpty() || scripts.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException(
          "a script has at least one act for at least one connection");
    }
    var peer = new FakePeer(listen(BACKLOG), scripts);
    Thread.ofVirtual().name("fake-peer").start(peer::accept);
    return peer;
  }

  /// A peer that does not take connections at all: its queue is full, so that a further one waits
  /// for its connect timeout.
  public static FakePeer deaf() {
    var peer = new FakePeer(listen(1), List.of());
    for (var i = 0; i < QUEUED_MAX && peer.takesOneMore(); i++) {
      // Each takes a place in the queue.
    }
    return peer;
  }

  /// Where it listens.
  public String host() {
    return "127.0.0.1";
  }

  /// Where it listens.
  public int port() {
    return listener.getLocalPort();
  }

  /// How many connections it accepted so far.
  public int accepted() {
    return accepted.get();
  }

  /// Every request that it read whole so far: request line, headers, empty line, body, with `\r\n`
  /// as they came.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /// Closes the listener and every connection.
  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
      for (var socket : sockets) {
        socket.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot close a socket", failed);
    }
  }

  private static ServerSocket listen(int backlog) {
    try {
      return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot listen on loopback", failed);
    }
  }

  private boolean takesOneMore() {
    var socket = new Socket();
    sockets.add(socket);
    try {
      socket.connect(new InetSocketAddress(host(), port()), 100);
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot fill the queue of port " + port(), failed);
    }
  }

  private void accept() {
    try {
      while (closed.getCount() > 0) {
        var socket = listener.accept();
        sockets.add(socket);
        var script = scripts.get(Math.min(accepted.getAndIncrement(), scripts.size() - 1));
        var connection = new FakePeerConnection(socket, closed, requests);
        Thread.ofVirtual().name("fake-peer-connection").start(() -> connection.serve(script));
      }
    } catch (IOException _) {
      // The listener was closed, which ends the peer.
      return;
    }
  }
}
