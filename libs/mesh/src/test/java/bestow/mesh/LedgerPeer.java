package bestow.mesh;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// A callee that dies anywhere, as its seed has it, and keeps a ledger: what it did, or might have
/// done, for each request. A request counts as soon as its first line is read: from then on the
/// peer knows what is wanted. Each connection first serves none to two requests as it should, then
/// dies: at accept, after some bytes of a request, or after some bytes of its answer, by reset, by
/// close, or by silence.
final class LedgerPeer implements AutoCloseable {

  private static final Pattern NUMBER = Pattern.compile("^[A-Z]+ /n/([0-9]+) ");
  private static final byte[] ANSWER = MeshFixture.OK.getBytes(US_ASCII);
  private static final int REQUEST_BYTES_MAX = 600;
  // Longer than the read timeout of whoever calls it.
  private static final long SILENCE_MILLIS = 150;

  private final ServerSocket listener;
  private final long seed;
  private final Map<Integer, Integer> ledger = new ConcurrentHashMap<>();
  private final AtomicInteger alive = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  private LedgerPeer(ServerSocket listener, long seed) {
    this.listener = listener;
    this.seed = seed;
  }

  static LedgerPeer start(long seed) {
    try {
      var peer = new LedgerPeer(new ServerSocket(0, 512, InetAddress.getLoopbackAddress()), seed);
      Thread.ofPlatform().daemon().start(peer::accept);
      return peer;
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot listen on loopback", failed);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /// How often the request of this number was, or might have been, done.
  int done(int number) {
    return ledger.getOrDefault(number, 0);
  }

  /// How many connections it has not ended.
  int alive() {
    return alive.get();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot close", failed);
    }
  }

  private void accept() {
    try {
      for (long connection = 1; ; connection++) {
        var socket = listener.accept();
        alive.incrementAndGet();
        var random = new SplittableRandom(seed * 1_000_003 + connection);
        Thread.ofVirtual().start(() -> live(socket, random));
      }
    } catch (IOException _) {
      return; // closed
    }
  }

  private void live(Socket socket, SplittableRandom random) {
    try (socket) {
      socket.setTcpNoDelay(true);
      for (int good = random.nextInt(3); good > 0; good--) {
        if (read(socket.getInputStream(), REQUEST_BYTES_MAX) == 0) {
          return;
        }
        socket.getOutputStream().write(ANSWER);
      }
      switch (random.nextInt(3)) {
        case 0 -> {} // dies before it reads a byte: at accept, or idle
        case 1 -> read(socket.getInputStream(), 1 + random.nextInt(250));
        default -> {
          read(socket.getInputStream(), REQUEST_BYTES_MAX);
          socket.getOutputStream().write(ANSWER, 0, random.nextInt(ANSWER.length));
        }
      }
      die(socket, random);
    } catch (IOException _) {
      return; // the caller was faster
    } finally {
      alive.decrementAndGet();
    }
  }

  private void die(Socket socket, SplittableRandom random) throws IOException {
    switch (random.nextInt(3)) {
      case 0 -> socket.setSoLinger(true, 0);
      case 1 -> {} // closes in order where everything was read
      default -> {
        try {
          var _ = closed.await(SILENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /// Reads a request, or so many bytes of it, and writes it down.
  private int read(InputStream in, int most) throws IOException {
    var text = new StringBuilder();
    boolean known = false;
    while (text.length() < most && text.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      text.append((char) next);
      var number = NUMBER.matcher(text);
      if (!known && text.length() < 20 && number.find()) {
        known = true;
        ledger.merge(Integer.valueOf(number.group(1)), 1, Integer::sum);
      }
    }
    return text.length();
  }
}
