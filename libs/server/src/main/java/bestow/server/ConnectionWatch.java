package bestow.server;

import bestow.mesh.Ticker;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Watches all connections of a listener and cuts those that wait for too long: a request that does
/// not come is answered 408, all else ends without a word. One look over all of them several times
/// a second costs less than a timer for each wait. Safe for use by many threads.
final class ConnectionWatch implements ServerConnectionSelector, AutoCloseable {

  private static final Logger LOG = Logs.of(ConnectionWatch.class);
  private static final AttributeKey<String> WAIT = AttributeKey.stringKey("bestow.connection.wait");
  private static final byte[] TOO_SLOW = tooSlow();

  /// As long as the longest line of headers that many clients send.
  private static final int REQUEST_LINE_BYTES_MAX = 8 << 10;

  private final Http1ConnectionSelector http;
  private final ConnectionLimits limits;
  private final Ticker ticker;
  private final LongCounter cuts;
  private final Set<GuardedConnection> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  ConnectionWatch(ServerSettings.Limits settings, Ticker ticker, Telemetry telemetry) {
    this.http = Http1ConnectionSelector.builder().config(http(settings)).build();
    this.limits = ConnectionLimits.of(settings);
    this.ticker = ticker;
    this.cuts =
        telemetry
            .meter()
            .counterBuilder("bestow.server.connections.cut")
            .setUnit("{connection}")
            .setDescription("Connections that were cut for waiting too long")
            .build();
    Thread.ofVirtual().name("connection-watch").start(this::watch);
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    var connection = new GuardedConnection(context, limits, ticker);
    connections.add(connection);
    return new PoliteConnection(http.connection(connection), connection::farewell);
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void watch() {
    try {
      while (!closed.await(limits.lookEveryNanos(), TimeUnit.NANOSECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      long now = ticker.nanos();
      connections.removeIf(connection -> !connection.isOpen());
      for (var connection : connections) {
        look(connection, now);
      }
    } catch (RuntimeException e) {
      // Whatever is wrong with one connection: without the watch, none would ever be cut.
      LOG.log(Level.SEVERE, "The watch over connections tripped", e);
    }
  }

  private void look(GuardedConnection connection, long now) {
    if (connection.isCut()) {
      // Since the last look, and still open: the client does not even take the 408.
      Thread.ofVirtual().start(() -> close(connection));
      return;
    }
    connection
        .cutIfDue(now)
        .ifPresent(
            wait -> {
              cuts.add(1, Attributes.of(WAIT, wait.name().toLowerCase(Locale.ROOT)));
              // What one client keeps waiting must not keep the watch from the others.
              Thread.ofVirtual().start(() -> end(connection, wait));
            });
  }

  private static void end(GuardedConnection connection, GuardedConnection.Wait wait) {
    try {
      if (wait == GuardedConnection.Wait.REQUEST) {
        connection.serverSocket().write(BufferData.create(TOO_SLOW));
      }
    } catch (UncheckedIOException e) {
      LOG.log(Level.FINE, "A client left before it was told that it is too slow", e);
    }
    close(connection);
  }

  private static void close(GuardedConnection connection) {
    try {
      connection.serverSocket().close();
    } catch (UncheckedIOException e) {
      LOG.log(Level.FINE, "A connection was closed already", e);
    }
  }

  private static byte[] tooSlow() {
    var body = new String(Reply.bytes(Problems.TIMEOUT), StandardCharsets.UTF_8);
    return """
        HTTP/1.1 408 Request Timeout\r
        Content-Type: application/problem+json\r
        Connection: close\r
        Content-Length: %d\r
        \r
        %s"""
        .formatted(body.length(), body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static Http1Config http(ServerSettings.Limits limits) {
    return Http1Config.builder()
        .maxPrologueLength(REQUEST_LINE_BYTES_MAX)
        .maxHeadersSize(limits.headerBytesMax())
        .validateRequestHeaders(true)
        .validateResponseHeaders(false)
        .validatePath(true)
        .sendKeepAliveHeader(false)
        .continueImmediately(false)
        // One each: of several, Helidon calls none.
        .addReceiveListener(new Arriving())
        .addSendListener(new Leaving())
        .build();
  }

  /// Tells the connection of requests. Each context is one of ours, made in [#connection].
  private static final class Arriving implements Http1ConnectionListener {
    @Override
    public void prologue(ConnectionContext context, HttpPrologue prologue) {
      ((GuardedConnection) context).requestBegins();
    }

    @Override
    public void headers(ConnectionContext context, Headers headers) {
      var connection = (GuardedConnection) context;
      if (closes(headers)) {
        connection.clientWantsToClose();
      }
      connection.bodyBegins(length(headers));
    }
  }

  /// Tells the connection of answers.
  private static final class Leaving implements Http1ConnectionListener {
    @Override
    public void headers(ConnectionContext context, Headers headers) {
      ((GuardedConnection) context).answerBegins(closes(headers));
    }
  }

  private static long length(Headers headers) {
    return headers.contains(HeaderNames.TRANSFER_ENCODING)
        ? GuardedConnection.UNKNOWN
        : headers.first(HeaderNames.CONTENT_LENGTH).map(ConnectionWatch::length).orElse(0L);
  }

  /// What is no number is refused elsewhere, and its body never read.
  private static long length(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException _) {
      return GuardedConnection.UNKNOWN;
    }
  }

  private static boolean closes(Headers headers) {
    return headers.contains(HeaderNames.CONNECTION)
        && headers.containsToken(HeaderValues.CONNECTION_CLOSE);
  }
}
