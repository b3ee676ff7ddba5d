package bestow.sandbox;

import bestow.mesh.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicReference;

/// One client's connection: reads a request, has it answered, writes the answer, and so on. Served
/// by one thread; [#leave()] and [#cut()] may come from others.
final class Connection {

  private static final byte[] NO_BODY = {};

  private final Socket socket;
  private final Handler handler;
  private final HttpReader reader;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.IDLE);
  private volatile boolean leaving;

  Connection(Socket socket, Limits limits, Ticker ticker, Handler handler) throws IOException {
    this.socket = socket;
    this.handler = handler;
    this.reader = new HttpReader(socket, limits, ticker);
  }

  /// Serves until either side ends it.
  void serve() {
    try (socket) {
      socket.setTcpNoDelay(true);
      boolean more = true;
      while (more) {
        more = serveNext();
      }
    } catch (SocketTimeoutException _) {
      // Nothing was asked for too long: the end of a connection that nobody needs.
    } catch (IOException _) {
      // The client went away, or the connection was cut: there is nobody to tell.
    } finally {
      phase.set(Phase.ENDED);
    }
  }

  /// Ends it as soon as nothing is being answered.
  void leave() {
    leaving = true;
    if (phase.compareAndSet(Phase.IDLE, Phase.ENDED)) {
      cut();
    }
  }

  /// Ends it now.
  void cut() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }

  private boolean serveNext() throws IOException {
    HttpHead head;
    HttpAnswer answer;
    try {
      var text = reader.head();
      if (text.isEmpty() || !phase.compareAndSet(Phase.IDLE, Phase.BUSY)) {
        return false;
      }
      head = HttpHead.parse(text.get());
      reader.expectBody(head.contentLength());
      answer = handler.answer(new HttpRequest(head, socket.getInetAddress(), reader::body));
    } catch (RequestRefusedException e) {
      // What follows on this connection can no longer be told apart.
      write(HttpAnswer.problem(e.problem()), HttpHead.Lasting.CLOSE);
      socket.shutdownOutput();
      reader.passOver();
      return false;
    }
    var lasting = leaving || reader.bodyLeft() ? HttpHead.Lasting.CLOSE : head.lasting();
    write(answer, lasting);
    boolean stays = answer instanceof HttpAnswer.Whole || answer instanceof HttpAnswer.Lines;
    return stays
        && lasting == HttpHead.Lasting.KEEP
        && phase.compareAndSet(Phase.BUSY, Phase.IDLE)
        && !leaving;
  }

  private void write(HttpAnswer answer, HttpHead.Lasting lasting) throws IOException {
    switch (answer) {
      case HttpAnswer.Whole(int status, String contentType, byte[] body) ->
          send(head(status, contentType, body.length, lasting), body);
      case HttpAnswer.Lines(var file, long bytes) -> {
        send(head(200, "application/jsonl", bytes, lasting), NO_BODY);
        try (var in = Files.newInputStream(file)) {
          copy(in, bytes);
        }
      }
      case HttpAnswer.Garbage(byte[] bytes) -> send(bytes, NO_BODY);
      case HttpAnswer.Reset() -> reset();
      case HttpAnswer.Close() -> cut();
    }
  }

  private void copy(InputStream in, long bytes) throws IOException {
    var buffer = new byte[1 << 16];
    long left = bytes;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new IOException("the ledger became shorter while it was read");
      }
      socket.getOutputStream().write(buffer, 0, read);
      left -= read;
    }
  }

  /// Closes with the linger time at 0, which makes the kernel send a reset.
  private void reset() {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException _) {
      // Closed already.
    }
    cut();
  }

  private void send(byte[] head, byte[] body) throws IOException {
    var all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    socket.getOutputStream().write(all);
  }

  private static byte[] head(
      int status, String contentType, long length, HttpHead.Lasting lasting) {
    var head =
        new StringBuilder(128)
            .append("HTTP/1.1 ")
            .append(status)
            .append(' ')
            .append(reason(status))
            .append("\r\nContent-Type: ")
            .append(contentType)
            .append("\r\nContent-Length: ")
            .append(length);
    if (lasting == HttpHead.Lasting.CLOSE) {
      head.append("\r\nConnection: close");
    }
    return head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String reason(int status) {
    return status < 300 ? "OK" : status < 500 ? "Refused" : "Failed";
  }

  private enum Phase {
    IDLE,
    BUSY,
    ENDED
  }

  /// Answers requests.
  interface Handler {

    /// The answer. May take its time.
    ///
    /// @throws RequestRefusedException when the request is no proper one
    /// @throws IOException when the connection ended while the body was read
    HttpAnswer answer(HttpRequest request) throws RequestRefusedException, IOException;
  }

  /// What a connection may take.
  ///
  /// @param connectionsMax at once
  /// @param headBytesMax of a request's head
  /// @param bodyBytesMax of a request's body
  /// @param idleMillis silence between two requests
  /// @param requestMillis from a request's first byte to its last
  record Limits(
      int connectionsMax, int headBytesMax, int bodyBytesMax, int idleMillis, int requestMillis) {}
}
