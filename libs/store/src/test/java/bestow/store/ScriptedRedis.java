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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

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
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();

  ScriptedRedis() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  StoreSettings settings() {
    return StoreSettings.of("127.0.0.1", server.getLocalPort(), "", "", "quota")
        .timed(StoreFixture.NEVER, StoreFixture.NEVER);
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
          case "EVALSHA", "EVAL" -> asked.add(new Asked(socket, words));
          default -> new Asked(socket, words).answer("+OK\r\n");
        }
      }
    } catch (IOException _) {
      // One side hung up.
    }
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
