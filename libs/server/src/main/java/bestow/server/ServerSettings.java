package bestow.server;

import bestow.mesh.Place;
import java.time.Duration;
import java.util.Set;

/// What every service needs to know to stand up. [#from(Service, Settings)] has each key, its range
/// and its default.
///
/// @param name what the service is called, such as `quota`
/// @param audience who calls it
/// @param place where this instance stands and what it is for
/// @param listen where it listens
/// @param limits how much it takes from a client, and how long it waits for one
/// @param admission how much it works on at once
/// @param fitness when it finds itself unfit to serve
/// @param drain how it goes away
/// @param consul how it is found
/// @param traceShare the share of traces that begin here which are recorded, 0 to 1
public record ServerSettings(
    String name,
    Audience audience,
    Place place,
    Listen listen,
    Limits limits,
    AdmissionSettings admission,
    FitnessSettings fitness,
    Drain drain,
    Consul consul,
    double traceShare) {

  private static final String SLOW = "slow";
  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]");

  public ServerSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A service has a name");
    }
    if (traceShare < 0 || traceShare > 1) {
      throw new IllegalArgumentException("traceShare is 0 to 1, was " + traceShare);
    }
    if (consul.registers && WILDCARDS.contains(listen.advertised)) {
      throw new IllegalArgumentException(
          "server.advertised = %s reaches nobody: set the address under which others reach this host"
              .formatted(listen.advertised));
    }
  }

  /// Where a service listens.
  ///
  /// @param host the address it binds to
  /// @param port its port; 0 for any free one
  /// @param advertised the address under which others reach it
  /// @param metricsPort the port of its Prometheus metrics, on the same address; 0 for none
  public record Listen(String host, int port, String advertised, int metricsPort) {}

  /// How much a service takes from its clients, and for how long it waits for them.
  ///
  /// @param bodyBytesMax how long a request's body may be
  /// @param headerBytesMax how long all headers of a request may be together
  /// @param connectionsMax how many connections may be open; further ones wait in the backlog
  /// @param read how long a request may take to arrive, from its first byte to its last
  /// @param write how long a client may take to accept an answer
  /// @param idle how long a connection may lie unused
  /// @param work the longest deadline that a request may ask for, and what it gets when it asks for
  ///     none
  public record Limits(
      int bodyBytesMax,
      int headerBytesMax,
      int connectionsMax,
      Duration read,
      Duration write,
      Duration idle,
      Duration work) {}

  /// How a service goes away after SIGTERM.
  ///
  /// @param waiting how long it still serves after it said that it goes: longer than the slowest
  ///     caller takes to notice
  /// @param grace how long requests that are under way then may take to end
  public record Drain(Duration waiting, Duration grace) {}

  /// How a service is found through the Consul agent of its machine.
  ///
  /// @param registers whether it registers itself at all
  /// @param host where the agent listens
  /// @param port the agent's HTTP port
  /// @param token the ACL token; empty for none
  /// @param checkInterval how often the agent asks whether the service is ready
  /// @param checkTimeout how long the agent waits for that answer
  /// @param verifyInterval how often the service looks whether the agent still knows it
  /// @param forgetAfter after how long in a critical state the agent forgets the service
  public record Consul(
      boolean registers,
      String host,
      int port,
      Secret token,
      Duration checkInterval,
      Duration checkTimeout,
      Duration verifyInterval,
      Duration forgetAfter) {}

  /// Reads the settings of a service.
  public static ServerSettings from(Service service, Settings settings) {
    return new ServerSettings(
        service.name(),
        service.audience(),
        place(settings),
        listen(service, settings),
        limits(service, settings),
        AdmissionSettings.from(service, settings),
        FitnessSettings.from(settings),
        drain(settings),
        consul(settings),
        settings.share("trace.share", 0.01));
  }

  /// The name of the service in the registry. Whoever works the slow lane alone has another one,
  /// under which nobody looks for it: it takes its work from its store, and no caller is sent to
  /// it.
  public String registeredName() {
    return "bestow-" + name + (place.lane().equals(SLOW) ? "-" + SLOW : "");
  }

  /// The name of this instance in the registry when it listens on `port`.
  public String instanceId(int port) {
    return registeredName() + "-" + listen.advertised + "-" + port;
  }

  static Place place(Settings settings) {
    return new Place(
        settings.text("place.zone", "a"),
        settings.text("place.cluster", "prod-1"),
        settings.text("place.plane", "claim"),
        settings.text("place.lane", ""));
  }

  private static Listen listen(Service service, Settings settings) {
    var host = settings.text("server.host", "127.0.0.1");
    return new Listen(
        host,
        settings.integer("server.port", service.port(), 0, 65_535),
        settings.text("server.advertised", host),
        settings.integer("metrics.port", 0, 0, 65_535));
  }

  private static Limits limits(Service service, Settings settings) {
    return new Limits(
        settings.bytes("server.body-max", service.bodyBytesMax(), 0, 16 << 20),
        settings.bytes("server.headers-max", 16 << 10, 1 << 10, 1 << 20),
        settings.integer("server.connections-max", 4_096, 1, 1_000_000),
        settings.duration("server.read", seconds(5), Duration.ofMillis(50), minutes(5)),
        settings.duration("server.write", seconds(5), Duration.ofMillis(50), minutes(5)),
        settings.duration("server.idle", minutes(1), Duration.ofMillis(100), minutes(60)),
        settings.duration("server.work", seconds(30), Duration.ofMillis(10), minutes(10)));
  }

  private static Drain drain(Settings settings) {
    return new Drain(
        settings.duration("drain.wait", seconds(2), Duration.ZERO, minutes(5)),
        settings.duration("drain.grace", seconds(20), Duration.ZERO, minutes(10)));
  }

  static Consul consul(Settings settings) {
    return new Consul(
        settings.flag("consul.registers", true),
        settings.text("consul.host", "127.0.0.1"),
        settings.integer("consul.port", 8_500, 1, 65_535),
        settings.secretIfAny("consul.token"),
        settings.duration("consul.check-interval", seconds(1), Duration.ofMillis(100), minutes(5)),
        settings.duration("consul.check-timeout", seconds(1), Duration.ofMillis(100), minutes(1)),
        settings.duration("consul.verify-interval", seconds(5), Duration.ofMillis(50), minutes(10)),
        // Consul takes no less than a minute.
        settings.duration("consul.forget-after", minutes(10), minutes(1), Duration.ofDays(7)));
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Duration minutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }
}
