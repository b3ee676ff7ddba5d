package bestow.server;

import io.helidon.webserver.http.HttpService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What one service is, and how its process runs. A `Main` says it in one sentence:
/// `Service.of("quota", 8104).run(args, QuotaSettings::from, Main::wire)`.
///
/// @param name what it is called
/// @param port the port it has unless a setting says otherwise
/// @param bodyBytesMax how long a request's body may be unless a setting says otherwise
/// @param audience who calls it
/// @param slowRoutes the routes of the slow lane unless a setting says otherwise
public record Service(
    String name, int port, int bodyBytesMax, Audience audience, List<String> slowRoutes) {

  /// Enough for any list that one service hands another.
  private static final int BODY_BYTES_MAX = 64 << 10;

  // Many times what a start takes on a machine that is busy with something else.
  private static final Duration START_MAX = Duration.ofMinutes(1);

  public Service {
    slowRoutes = List.copyOf(slowRoutes);
  }

  /// A service that other services call.
  public static Service of(String name, int port) {
    return new Service(name, port, BODY_BYTES_MAX, Audience.SERVICES, List.of());
  }

  /// The same service, taking bodies of up to so many bytes.
  public Service bodyMax(int bytes) {
    return new Service(name, port, bytes, audience, slowRoutes);
  }

  /// The same service, called by anybody: what a request says of deadline, criticality and trace is
  /// not believed.
  public Service facingUsers() {
    return new Service(name, port, bodyBytesMax, Audience.USERS, slowRoutes);
  }

  /// The same service, with these routes in the slow lane, each a method and a path, as in `POST
  /// /v1/deliveries`: those that wait for others as long as they take. A request that lets a client
  /// wait by `?wait=` is slow by itself.
  public Service slow(String... routes) {
    return new Service(name, port, bodyBytesMax, audience, List.of(routes));
  }

  /// Makes the parts of a service and gives its doors.
  ///
  /// @param <S> the service's own record of settings
  @FunctionalInterface
  public interface Wiring<S> {
    /// Makes the parts and gives the doors.
    ///
    /// @throws Exception where a part cannot be made: the start is refused with its message
    HttpService wire(S settings, Platform platform) throws Exception;
  }

  /// Runs the process: settings, telemetry, the service's own parts, the listener, registration. On
  /// SIGTERM it drains, stops and exits with 0. A start that fails says why and exits with 1.
  ///
  /// @param arguments of `main`: none, or a settings file
  /// @param read the service's own settings
  public <S> void run(String[] arguments, Function<Settings, S> read, Wiring<S> wiring) {
    Logs.configure(name);
    var log = Logs.of(Service.class);
    var running = new CompletableFuture<Running>();
    // Before anything starts: a signal that comes as soon as it is ready has to be heard.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(running, log)));
    try {
      running.complete(start(Settings.load(arguments, System.getenv()), read, wiring));
    } catch (StartException e) {
      e.problems().forEach(problem -> log.severe(name + " does not start: " + problem));
      running.completeExceptionally(e);
      System.exit(1);
    } finally {
      running.completeExceptionally(new IllegalStateException("it never started"));
    }
  }

  /// Starts the service in this process, with these settings, and leaves signals alone.
  ///
  /// @throws StartException where it cannot start; what had been started is stopped again
  public <S> Running start(Settings settings, Function<Settings, S> read, Wiring<S> wiring)
      throws StartException {
    var both = settings.read(all -> new Both<>(ServerSettings.from(this, all), read.apply(all)));
    Logs.of(Service.class)
        .info("%s %s starts with %s".formatted(name, Runtime.version(), settings.effective()));
    return Running.start(both.server, both.own, wiring);
  }

  /// What all services read and what one reads besides, so that all that is wrong is told at once.
  private record Both<S>(ServerSettings server, S own) {}

  /// In the JDK's shutdown hook: stops what runs, or is about to. After a signal the exit code of a
  /// process that did what it was told is 0, and only `halt` can still say so.
  private static void end(CompletableFuture<Running> starting, Logger log) {
    try {
      starting.get(START_MAX.toSeconds(), TimeUnit.SECONDS).stop();
      log.info("Stopped");
    } catch (ExecutionException _) {
      // It never ran, and whoever said why says the exit code too.
      return;
    } catch (InterruptedException | TimeoutException | RuntimeException e) {
      // Whatever it is, the process has to end, and whoever reads the log has to know.
      log.log(Level.SEVERE, "Did not stop well", e);
      Runtime.getRuntime().halt(1);
    }
    Runtime.getRuntime().halt(0);
  }
}
