package bestow.server;

import bestow.mesh.Ticker;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/// A listener that serves the doors of one service, with every limit set, and goes away without
/// losing a request: first it tells Consul and everybody who asks, then it serves on for a while,
/// then it stops. Safe for use by many threads.
public final class Server implements AutoCloseable {

  private static final Logger LOG = Logs.of(Server.class);

  /// Far away: [ConnectionWatch] ends unused connections, and Helidon's own way of doing it would
  /// close one after a long request without telling the client.
  private static final Duration NEVER = Duration.ofDays(1);

  private final WebServer listener;
  private final Health health;
  private final ConnectionWatch watch;
  private final Registration registration;
  private final Duration drain;

  private Server(
      WebServer listener,
      Health health,
      ConnectionWatch watch,
      Registration registration,
      Duration drain) {
    this.listener = listener;
    this.health = health;
    this.watch = watch;
    this.registration = registration;
    this.drain = drain;
  }

  /// Starts to listen, and registers in Consul as soon as the service is ready.
  ///
  /// @param api the doors: each with one method and a path, as in `post("/v1/holds", ...)`
  /// @param checks what the service cannot work without
  /// @throws StartException where the port cannot be had
  public static Server start(
      ServerSettings settings, Telemetry telemetry, HttpService api, List<ReadyCheck> checks)
      throws StartException {
    var ticker = Ticker.system();
    var fitness = new Fitness(settings.fitness(), ticker, Platform.chance());
    var health = new Health(checks, fitness);
    var doors = Doors.of(api);
    var keeper = new Doorkeeper(ticker, settings, health, fitness, telemetry);
    observe(doors, telemetry);
    observe(fitness, telemetry);
    var watch = new ConnectionWatch(settings.limits(), ticker, telemetry);
    var routing = HttpRouting.builder();
    health.routing(routing);
    OpenApi.routing(routing);
    doors.routing(routing, keeper, settings.admission().slowRoutes());
    var listener = listen(settings, routing, watch);
    var registration = Registration.start(settings, listener.port(), health, Platform.chance());
    LOG.info("Listening on " + settings.listen().host() + ":" + listener.port());
    return new Server(listener, health, watch, registration, settings.drain().waiting());
  }

  /// The port it listens on.
  public int port() {
    return listener.port();
  }

  /// Goes away: leaves Consul and is no longer ready, serves on for the drain's wait, then takes no
  /// more connections, and gives what is under way the drain's grace to end.
  public void stop() {
    LOG.info("Leaving");
    health.leave();
    registration.close();
    pause(drain);
    listener.stop();
    watch.close();
  }

  /// The same as [#stop()].
  @Override
  public void close() {
    stop();
  }

  private static WebServer listen(
      ServerSettings settings, HttpRouting.Builder routing, ConnectionWatch watch)
      throws StartException {
    var listen = settings.listen();
    var limits = settings.limits();
    if (listen.port() != 0) {
      PortCheck.check(listen.host(), listen.port(), "server.port");
    }
    var listener =
        WebServer.builder()
            .host(listen.host())
            .port(listen.port())
            // Helidon's own hook would close the listener at once; ours drains first.
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            .addConnectionSelector(watch)
            .maxTcpConnections(limits.connectionsMax())
            // Never reached: one request a connection. Doors count for themselves, so that health
            // is still told when there is too much to do.
            .maxConcurrentRequests(limits.connectionsMax())
            .maxPayloadSize(limits.bodyBytesMax())
            .idleConnectionTimeout(NEVER)
            .idleConnectionPeriod(NEVER)
            .writeQueueLength(0)
            .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
            .mediaContext(MediaContext.builder().mediaSupportsDiscoverServices(false).build())
            .contentEncoding(
                ContentEncodingContext.builder().contentEncodingsDiscoverServices(false).build())
            .directHandlers(HttpErrors.handlers())
            .errorHandling(ErrorHandling.builder().includeEntity(true).build())
            .shutdownGracePeriod(settings.drain().grace())
            .routing(routing)
            .build()
            .start();
    if (!listener.isRunning()) {
      watch.close();
      throw new StartException(
          "Cannot listen on %s:%d: the log above says why".formatted(listen.host(), listen.port()));
    }
    return listener;
  }

  private static void observe(Doors doors, Telemetry telemetry) {
    telemetry
        .meter()
        .upDownCounterBuilder("http.server.active_requests")
        .setUnit("{request}")
        .setDescription("Requests under way")
        .buildWithCallback(
            measurement -> {
              var active = new HashMap<String, Integer>();
              for (var route : doors.routes()) {
                active.merge(route.method(), route.active().get(), Integer::sum);
              }
              active.forEach(
                  (method, count) ->
                      measurement.record(
                          count, Attributes.of(Route.METHOD, method, Route.SCHEME, "http")));
            });
  }

  private static void observe(Fitness fitness, Telemetry telemetry) {
    telemetry
        .meter()
        .gaugeBuilder("bestow.server.unfit")
        .ofLongs()
        .setUnit("1")
        .setDescription("1 while the instance keeps itself out of Consul, else 0")
        .buildWithCallback(measurement -> measurement.record(fitness.isFit() ? 0 : 1));
  }

  private static void pause(Duration time) {
    try {
      // Nobody counts down: it is a wait that an interrupt ends.
      boolean _ = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
