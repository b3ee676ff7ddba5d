package bestow.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.StringJoiner;

/// A connection to Redis that sends one command after the other and reads replies as text. For
/// peeking in tests: it has no batching, no scripts, no pool.
final class RedisConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 5_000;

  private final Socket socket;
  private final InputStream in;

  private RedisConnection(Socket socket, InputStream in) {
    this.socket = socket;
    this.in = in;
  }

  static RedisConnection open(int port) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return new RedisConnection(socket, new BufferedInputStream(socket.getInputStream()));
  }

  String command(String... words) throws IOException {
    var text = new StringBuilder("*" + words.length + "\r\n");
    for (var word : words) {
      text.append("$" + word.getBytes(UTF_8).length + "\r\n" + word + "\r\n");
    }
    socket.getOutputStream().write(text.toString().getBytes(UTF_8));
    return reply();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String reply() throws IOException {
    var line = line();
    var rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+', ':' -> rest;
      case '-' -> line;
      case '$' -> text(Integer.parseInt(rest));
      case '*' -> many(Integer.parseInt(rest));
      default -> throw new IOException("not a reply of Redis: " + line);
    };
  }

  private String text(int length) throws IOException {
    if (length < 0) {
      return "";
    }
    var bytes = in.readNBytes(length);
    line();
    return new String(bytes, UTF_8);
  }

  private String many(int count) throws IOException {
    var all = new StringJoiner("\n");
    for (var i = 0; i < count; i++) {
      all.add(reply());
    }
    return all.toString();
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (var next = in.read(); next != '\r'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("Redis closed the connection");
      }
      line.append((char) next);
    }
    in.skipNBytes(1);
    return line.toString();
  }
}
