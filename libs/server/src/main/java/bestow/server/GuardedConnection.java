package bestow.server;

import bestow.mesh.Ticker;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A client's connection on which nothing waits for ever. A request has to arrive as a whole within
/// a time from its first byte, an answer has to be taken within a time, and an unused connection
/// ends after a time. Helidon has no such limits: its reads know no timeout, and its writes
/// neither.
///
/// One thread, the connection's own, reads and writes; the [ConnectionWatch] only compares and
/// cuts.
final class GuardedConnection extends ForwardedContext {

  /// What the connection waits for, and so what is wrong when it takes too long.
  enum Wait {
    UNUSED,
    REQUEST,
    ANSWER,
    FAREWELL
  }

  /// The length of a body that comes in chunks.
  static final long UNKNOWN = Long.MAX_VALUE;

  private static final long FAREWELL_NANOS = 1_000_000_000L;
  private static final long FAREWELL_BYTES_MAX = 16L << 20;

  private static final Logger LOG = Logs.of(GuardedConnection.class);
  private static final long NOT_WAITING = Long.MAX_VALUE;
  private static final long CUT = Long.MIN_VALUE;

  private final ConnectionContext connection;
  private final ConnectionLimits limits;
  private final Ticker ticker;
  private final DataReader reader = DataReader.create(this::read);
  private final DataWriter writer = new GuardedWriter();

  /// Until when the present wait may last, in nanoseconds from [#opened]; or one of the two above.
  private final AtomicLong due = new AtomicLong(NOT_WAITING);

  private final long opened;
  private volatile Wait wait = Wait.UNUSED;
  private boolean begun;
  private boolean lastRequest;
  private boolean over;
  private long requestDue;
  private long requestBytes;
  private long bodyLeft;

  GuardedConnection(ConnectionContext connection, ConnectionLimits limits, Ticker ticker) {
    super(connection);
    this.connection = connection;
    this.limits = limits;
    this.ticker = ticker;
    this.opened = ticker.nanos();
  }

  /// A request line was read. Helidon goes on with what it has in its buffer even after it has said
  /// that the connection closes, and so would take the rest of a refused body for a request.
  void requestBegins() {
    if (over) {
      throw new CloseConnectionException("The last answer said that the connection closes");
    }
    beginRequest();
  }

  /// The head of a request was read.
  ///
  /// @param length of the body that follows, or [#UNKNOWN]
  void bodyBegins(long length) {
    bodyLeft = length == UNKNOWN ? UNKNOWN : length - reader.available();
  }

  /// The present request is the client's last one.
  void clientWantsToClose() {
    lastRequest = true;
  }

  /// The head of an answer is about to be sent.
  ///
  /// @param closes whether it says that the connection closes
  void answerBegins(boolean closes) {
    if (over) {
      throw new CloseConnectionException("The last answer said that the connection closes");
    }
    over = lastRequest || closes;
  }

  /// Takes what the client still sends of a body that was refused, for a second at most. The kernel
  /// answers bytes that come to a closed connection with a reset, and that takes away the answer
  /// which the client has not read yet.
  void farewell() {
    // A body in chunks may have ended; whoever wants to close waits for our end then.
    if (!over || bodyLeft <= 0 || (bodyLeft == UNKNOWN && lastRequest)) {
      return;
    }
    try {
      begin(Wait.FAREWELL, now() + FAREWELL_NANOS);
      for (long bytes = 0; bodyLeft > 0 && bytes < FAREWELL_BYTES_MAX; ) {
        var taken = connection.serverSocket().get();
        if (taken == null) break;
        bytes += taken.length;
        bodyCame(taken.length);
      }
      end();
    } catch (UncheckedIOException | CloseConnectionException e) {
      // The client is gone, or it was too slow and cut: there is nobody left to answer.
      LOG.log(Level.FINE, "A client left while its refused body was taken", e);
    }
  }

  boolean isOpen() {
    return connection.serverSocket().isConnected();
  }

  /// What the connection has waited for too long, if it has; from then on it is cut, and whoever
  /// got this answer has to close it.
  Optional<Wait> cutIfDue(long nanos) {
    long at = due.get();
    if (at == NOT_WAITING || at == CUT || at > nanos - opened) {
      return Optional.empty();
    }
    return due.compareAndSet(at, CUT) ? Optional.of(wait) : Optional.empty();
  }

  boolean isCut() {
    return due.get() == CUT;
  }

  private byte[] read() {
    if (over && !begun) {
      throw new CloseConnectionException("The last answer said that the connection closes");
    }
    if (begun) {
      begin(Wait.REQUEST, requestDue);
    } else {
      begin(Wait.UNUSED, now() + limits.idleNanos());
    }
    byte[] bytes;
    try {
      bytes = connection.serverSocket().get();
    } catch (UncheckedIOException e) {
      throw new ServerConnectionException("The connection broke while it was read", e);
    }
    end();
    if (bytes == null) {
      throw new CloseConnectionException("The client closed the connection");
    }
    arrived(bytes.length);
    return bytes;
  }

  private void arrived(int bytes) {
    beginRequest();
    requestBytes += bytes;
    bodyCame(bytes);
    if (requestBytes > limits.requestBytesMax()) {
      throw RequestException.builder()
          .type(DirectHandler.EventType.PAYLOAD_TOO_LARGE)
          .message("A request of more bytes than any may have")
          .build();
    }
  }

  private void bodyCame(int bytes) {
    if (bodyLeft != UNKNOWN) {
      bodyLeft -= bytes;
    }
  }

  /// The first byte of a request is here: read just now, or together with the request before.
  private void beginRequest() {
    if (!begun) {
      begun = true;
      requestDue = now() + limits.readNanos();
      requestBytes = 0;
      bodyLeft = 0;
    }
  }

  private void begin(Wait what, long until) {
    wait = what;
    if (!due.compareAndSet(NOT_WAITING, until)) {
      throw new CloseConnectionException("The connection was cut");
    }
  }

  private void end() {
    if (due.getAndSet(NOT_WAITING) == CUT) {
      due.set(CUT);
      throw new CloseConnectionException("The connection was cut: too slow");
    }
  }

  private long now() {
    return ticker.nanos() - opened;
  }

  @Override
  public DataWriter dataWriter() {
    return writer;
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  /// Writes within the time that a client may take. Helidon writes an answer by `write`, and by
  /// `writeNow` only what comes before one, such as 100 Continue.
  private final class GuardedWriter implements DataWriter {

    @Override
    public void write(BufferData buffer) {
      begin(Wait.ANSWER, now() + limits.writeNanos());
      connection.dataWriter().write(buffer);
      end();
      begun = false;
    }

    @Override
    public void write(BufferData... buffers) {
      begin(Wait.ANSWER, now() + limits.writeNanos());
      connection.dataWriter().write(buffers);
      end();
      begun = false;
    }

    @Override
    public void writeNow(BufferData buffer) {
      begin(Wait.ANSWER, now() + limits.writeNanos());
      connection.dataWriter().writeNow(buffer);
      end();
    }

    @Override
    public void writeNow(BufferData... buffers) {
      begin(Wait.ANSWER, now() + limits.writeNanos());
      connection.dataWriter().writeNow(buffers);
      end();
    }
  }
}
