package bestow.sandbox;

import bestow.mesh.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Reads the requests of one connection, each within its limits of size and time.
final class HttpReader {

  /// How much of a refused request is read away, and how long each part of it is waited for.
  private static final int PASS_OVER_BYTES_MAX = 1 << 20;

  private static final int PASS_OVER_MILLIS = 500;

  private final Socket socket;
  private final InputStream in;
  private final Connection.Limits limits;
  private final Ticker ticker;
  private final byte[] buffer;
  private int start;
  private int end;
  private int bodyLength;
  private Optional<byte[]> body = Optional.empty();
  private long untilNanos;

  HttpReader(Socket socket, Connection.Limits limits, Ticker ticker) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.limits = limits;
    this.ticker = ticker;
    this.buffer = new byte[limits.headBytesMax()];
  }

  /// The next request's head without the empty line at its end; none at the end of the connection.
  Optional<String> head() throws IOException, RequestRefusedException {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    bodyLength = 0;
    body = Optional.empty();
    untilNanos = ticker.nanos() + TimeUnit.MILLISECONDS.toNanos(limits.requestMillis());
    int looked = 0;
    while (true) {
      int at = emptyLine(looked);
      if (at >= 0) {
        start = at + 4;
        return Optional.of(new String(buffer, 0, at, StandardCharsets.ISO_8859_1));
      }
      looked = Math.max(0, end - 3);
      if (end == buffer.length) {
        throw new RequestRefusedException(
            431, "head-too-big", "Head too big", buffer.length + " bytes of head at most");
      }
      boolean first = end == 0;
      socket.setSoTimeout(first ? limits.idleMillis() : leftMillis());
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        return Optional.empty();
      }
      end += read;
      if (first) {
        untilNanos = ticker.nanos() + TimeUnit.MILLISECONDS.toNanos(limits.requestMillis());
      }
    }
  }

  /// Says how long the body of the request is whose head was just read.
  void expectBody(int length) throws RequestRefusedException {
    if (length > limits.bodyBytesMax()) {
      throw new RequestRefusedException(
          413, "body-too-big", "Body too big", limits.bodyBytesMax() + " bytes of body at most");
    }
    bodyLength = length;
  }

  /// The whole body.
  byte[] body() throws IOException {
    if (body.isPresent()) {
      return body.get();
    }
    int gathered = Math.min(bodyLength, end - start);
    var whole = Arrays.copyOf(Arrays.copyOfRange(buffer, start, start + gathered), bodyLength);
    start += gathered;
    while (gathered < bodyLength) {
      socket.setSoTimeout(leftMillis());
      int read = in.read(whole, gathered, bodyLength - gathered);
      if (read < 0) {
        throw new IOException("the connection ended within a body");
      }
      gathered += read;
    }
    body = Optional.of(whole);
    return whole;
  }

  /// Whether bytes of this request's body were not read.
  boolean bodyLeft() {
    return bodyLength > 0 && body.isEmpty();
  }

  /// Reads away what the client still sends, within bounds: closing before would reset the
  /// connection, and the client could lose an answer that it has not read yet.
  void passOver() throws IOException {
    socket.setSoTimeout(PASS_OVER_MILLIS);
    long left = PASS_OVER_BYTES_MAX;
    for (int read = in.read(buffer); read >= 0 && left > 0; read = in.read(buffer)) {
      left -= read;
    }
  }

  private int leftMillis() throws SocketTimeoutException {
    long left = TimeUnit.NANOSECONDS.toMillis(untilNanos - ticker.nanos());
    if (left <= 0) {
      throw new SocketTimeoutException("the request took longer than it may");
    }
    return (int) left;
  }

  private int emptyLine(int from) {
    for (int at = from; at + 3 < end; at++) {
      if (buffer[at] == '\r'
          && buffer[at + 1] == '\n'
          && buffer[at + 2] == '\r'
          && buffer[at + 3] == '\n') {
        return at;
      }
    }
    return -1;
  }
}
