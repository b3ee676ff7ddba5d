package bestow.store;

import bestow.mesh.CallContext;
import bestow.mesh.Ticker;
import bestow.mesh.Watchdog;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/// A service's own Redis, or Redis Cluster. Many threads run scripts at once; they share a few
/// connections, each of which sends what has gathered as one batch, so that one fsync serves all of
/// it. Nothing that may have run is ever sent again by the store itself. Safe for use by many
/// threads.
///
/// No call outlives its time, which is the store's timeout or its caller's deadline, whichever
/// comes first. While no connection can be had, calls are turned away at once.
public final class Store implements AutoCloseable {

  private final Ticker ticker;
  private final Watchdog watchdog;
  private final long timeoutNanos;
  private final Nodes nodes;
  private final Measures measures;
  private final Spans spans;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Store(
      StoreSettings settings, Ticker ticker, OpenTelemetry telemetry, List<Script> scripts) {
    this.ticker = ticker;
    this.watchdog = Watchdog.start(ticker);
    this.timeoutNanos = settings.timeout().toNanos();
    this.measures = new Measures(telemetry);
    this.nodes =
        settings.clustered()
            ? new Cluster(
                settings, ticker, watchdog, measures, scripts, RandomGenerator.getDefault())
            : new Lines(settings, ticker, watchdog, measures, scripts);
    this.spans = new Spans(telemetry, settings);
  }

  /// Opens a store. Comes back at once: connecting goes on in the background, as long as it takes.
  ///
  /// @param scripts what each new connection makes known to Redis; others can be run as well, at
  ///     the price of one more round trip the first time
  public static Store open(
      StoreSettings settings, Ticker ticker, OpenTelemetry telemetry, List<Script> scripts) {
    Store store = new Store(settings, ticker, telemetry, scripts);
    store.measures.observe(store.nodes);
    store.nodes.start();
    return store;
  }

  /// Runs a script and waits for its reply, on the calling thread. Takes deadline and trace from
  /// the [CallContext], where one is bound.
  ///
  /// @param keys every key that the script touches, in the script's own order; where there is a
  ///     cluster, the first one's hash slot is every key's
  /// @param args what else the script is told
  public StoreReply run(Script script, List<String> keys, List<String> args) {
    Span span = spans.begin(script);
    long startNanos = ticker.nanos();
    long deadlineNanos = startNanos + timeoutNanos;
    if (CallContext.isBound()) {
      long asked = CallContext.current().deadline().atNanos();
      deadlineNanos = asked - deadlineNanos < 0 ? asked : deadlineNanos;
    }
    StoreReply reply = nodes.run(new Call(script, keys, args, startNanos, deadlineNanos));
    measures.ended(script, ticker.nanos() - startNanos, reply);
    spans.end(span, reply);
    return reply;
  }

  /// Whether at least one connection is up, which means that this Redis is ours and lets us in. A
  /// cluster of which one master is away still serves the others' keys.
  public boolean reachable() {
    return nodes.up() > 0;
  }

  /// Turns further calls away, lets those on their way end within the timeout, and closes the
  /// connections.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      nodes.close();
      watchdog.close();
      measures.close();
    }
  }
}
