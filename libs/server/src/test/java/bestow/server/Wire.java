package bestow.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/// A client that sends exactly the bytes it is told to, and reads what comes back as text.
final class Wire implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;

  Wire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /// Sends a text as it is, with `\n` as the line end of HTTP.
  Wire send(String text) throws IOException {
    return send(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  Wire send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /// Everything until the server closes.
  String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /// One answer: head and as much of a body as its head says.
  String answer() throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("The server closed after " + head);
      }
      head.write(next);
    }
    var text = head.toString(StandardCharsets.ISO_8859_1);
    var body = socket.getInputStream().readNBytes(length(text));
    return text + new String(body, StandardCharsets.UTF_8);
  }

  /// Everything until the server closes, also where it does so hard since it was sent more than it
  /// read.
  String restIfAny() throws IOException {
    try {
      return rest();
    } catch (SocketException e) {
      return "";
    }
  }

  /// Whether something has come that was not read yet.
  boolean hasMore() throws IOException {
    return socket.getInputStream().available() > 0;
  }

  private static int length(String head) {
    return head.lines()
        .filter(line -> line.startsWith("Content-Length: "))
        .mapToInt(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
