package bestow.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The other side of a store's connections, which logs everybody in as the owner "quota" and leaves
/// it to the test when each call of a script is answered and when its connection ends: what can't
/// be told a real Redis.
final class ScriptedRedis implements AutoCloseable {

  /// A call of a script that has come in.
  ///
  /// @param socket the connection that it came on
  /// @param words the command
  record Asked(Socket socket, List<String> words) {

    void answer(String reply) throws IOException {
      socket.getOutputStream().write(reply.getBytes(UTF_8));
    }

    void hangUp() throws IOException {
      socket.close();
    }
  }

  private final ServerSocket server;
  private final AtomicInteger looks = new AtomicInteger();
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /// What it answers to CLUSTER INFO and CLUSTER SLOTS.
  private volatile List<String> map = List.of("", "");

  ScriptedRedis() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  StoreSettings settings() {
    return StoreSettings.of("127.0.0.1", server.getLocalPort(), "", "", "quota")
        .timed(StoreFixture.NEVER, StoreFixture.NEVER);
  }

  /// Where it is.
  Address address() {
    return new Address("127.0.0.1", server.getLocalPort());
  }

  /// From now on it is a node of a cluster, whose slots all are this master's.
  void tell(long epoch, Address master, Address replica) {
    String info = "cluster_current_epoch:" + epoch + "\r\n";
    map =
        List.of(
            "$" + info.length() + "\r\n" + info + "\r\n",
            "*1\r\n*4\r\n:0\r\n:16383\r\n" + node(master) + node(replica));
  }

  private static String node(Address address) {
    return "*3\r\n$9\r\n127.0.0.1\r\n:" + address.port() + "\r\n$2\r\nid\r\n";
  }

  /// How often it was asked for the map.
  int looks() {
    return looks.get();
  }

  /// Whether a call of a script has come in that nobody has taken.
  boolean hasNext() {
    return !asked.isEmpty();
  }

  /// Ends every connection, and accepts no more.
  void die() throws IOException {
    acceptNoMore();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /// The next call of a script that has come in.
  Asked next() throws InterruptedException {
    Asked next = asked.poll(StoreFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("No call came in");
    }
    return next;
  }

  /// Refuses further connections and leaves those that there are.
  void acceptNoMore() throws IOException {
    server.close();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        List<String> words = command(in);
        switch (words.getFirst()) {
          case "GET" -> new Asked(socket, words).answer("$5\r\nquota\r\n");
          case "CLUSTER" -> new Asked(socket, words).answer(map(words.get(1)));
          case "EVALSHA", "EVAL" -> asked.add(new Asked(socket, words));
          default -> new Asked(socket, words).answer("+OK\r\n");
        }
      }
    } catch (IOException _) {
      // One side hung up.
    }
  }

  private String map(String part) {
    if (part.equals("INFO")) {
      return map.getFirst();
    }
    looks.incrementAndGet();
    return map.getLast();
  }

  private static List<String> command(InputStream in) throws IOException {
    int count = Integer.parseInt(line(in).substring(1));
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = Integer.parseInt(line(in).substring(1));
      words.add(new String(in.readNBytes(length), UTF_8));
      in.skipNBytes(2);
    }
    return words;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\r'; next = in.read()) {
      if (next < 0) {
        throw new IOException("hung up");
      }
      line.append((char) next);
    }
    in.skipNBytes(1);
    return line.toString();
  }
}
