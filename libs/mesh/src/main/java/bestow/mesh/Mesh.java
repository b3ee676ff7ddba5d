package bestow.mesh;

import bestow.mesh.CalleeView.Kind;
import io.opentelemetry.api.OpenTelemetry;
import java.net.InetAddress;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/// The table of contents of a call: what happens to it on its way to another service, in order.
///
/// What guards a call as a whole ([Bypass], [Retry], [Hedge]) comes before [Trace], because a span,
/// a deadline and an instance belong to one attempt. What takes a bad instance out of the choice is
/// [Health], which [Pick] asks and tells.
///
/// One a process. Safe for use by many threads. Closing it closes every connection, and calls that
/// still run end as if the callee had gone.
public final class Mesh implements AutoCloseable {

  /// 1 ms: to look whether a connection is still good was the dearest part of what the mesh adds
  /// to a call. A service of ours closes none without a word, and one that dies takes no more calls
  /// with it by this than it had under way. Strangers are looked at each time.
  static final long TRUST_NANOS = 1_000_000;

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /// A callee, the terms on which it is called, and who it consists of.
  private record Tended(Patient patient, CalleeTerms terms, Roster roster) {

    /// Whether the other one is the same stranger.
    private boolean isStranger(Tended other) {
      return patient.kind() == Kind.OUTSIDE
          && other.patient.kind() == Kind.OUTSIDE
          && roster.candidates().all().equals(other.roster.candidates().all());
    }
  }

  private final MeshSettings settings;
  private final OpenTelemetry telemetry;
  private final Ticker ticker;
  private final RandomGenerator random;
  private final Discovery discovery;
  private final Connections connections;
  private final ConcurrentMap<String, Roster> rosters = new ConcurrentHashMap<>();
  private final List<Tended> tended = new CopyOnWriteArrayList<>();
  private final TimeoutBook timeouts;
  private final Optional<TimeoutWatch> timeoutWatch;

  private Mesh(
      MeshSettings settings,
      Sources sources,
      OpenTelemetry telemetry,
      Ticker ticker,
      RandomGenerator random) {
    this.settings = settings;
    this.telemetry = telemetry;
    this.ticker = ticker;
    this.random = random;
    var means = new Watch.Means(ticker, InstantSource.system(), random);
    this.discovery = new Discovery(settings, sources.registry(), telemetry, means);
    this.connections = Connections.open(telemetry, ticker);
    this.timeouts = new TimeoutBook(settings.timeouts(), telemetry, ticker);
    this.timeoutWatch = sources.operators().map(this::follow);
    Sight.standings(telemetry, this::view);
  }

  /// Opens the mesh of this process, with Consul as its registry; nothing is asked or connected
  /// yet.
  ///
  /// @param random must be safe for use by many threads
  public static Mesh open(
      MeshSettings settings, OpenTelemetry telemetry, Ticker ticker, RandomGenerator random) {
    return new Mesh(settings, Sources.consul(settings), telemetry, ticker, random);
  }

  /// The same with another registry, which it takes over.
  static Mesh open(
      MeshSettings settings,
      Registry registry,
      OpenTelemetry telemetry,
      Ticker ticker,
      RandomGenerator random) {
    return new Mesh(settings, Sources.of(registry), telemetry, ticker, random);
  }

  /// A service of the mesh, found through the registry from now on.
  public Callee callee(CalleeSettings callee) {
    var patient = tend(Kind.CORE, callee, roster(callee.name()));
    var stages = new ArrayList<Stage>();
    stages.add(
        new Retry(
            timeouts.terms(callee),
            patient.gate(),
            patient.health(),
            patient.sight(),
            new Retry.Clock(ticker, Mesh::pause)));
    stages.add(new Hedge(callee.heal().retry().hedge(), patient.gate(), patient.sight(), ticker));
    stages.addAll(inside(callee, patient.health(), Pick.Counted.WHAT_MATTERS));
    return through(callee, stages);
  }

  /// The same service for steps that may be left out: with connections, limits and a judgement of
  /// its own, so that nothing that happens here touches the calls that matter. Nothing is repeated,
  /// and what was left out is a NotSent.
  public Callee optional(CalleeSettings callee) {
    var patient = tend(Kind.OPTIONAL, callee, roster(callee.name()));
    var stages = new ArrayList<Stage>();
    stages.add(new Bypass(callee.heal().bypass(), patient.sight(), ticker));
    stages.addAll(inside(callee, patient.health(), Pick.Counted.EVERYTHING));
    return through(callee, stages);
  }

  /// A service outside the mesh at a fixed address.
  ///
  /// @param address `http` or `https`, a host, perhaps a port, and no path: that comes with each
  ///     call
  public Callee outside(URI address, CalleeSettings callee) {
    return outside(address, callee, _ -> true);
  }

  /// The same, with connections only to those of the host's addresses that are allowed: looked at
  /// for each connection, so that a name cannot come to stand for another address later.
  ///
  /// @param allowed whether an address may be connected to; for use by many threads
  public Callee outside(URI address, CalleeSettings callee, Predicate<InetAddress> allowed) {
    try {
      return outside(address, callee, SSLContext.getDefault(), allowed);
    } catch (NoSuchAlgorithmException broken) {
      throw new IllegalStateException("This Java has no TLS", broken);
    }
  }

  /// The same, trusting whom `trust` trusts.
  Callee outside(URI address, CalleeSettings callee, SSLContext trust) {
    return outside(address, callee, trust, _ -> true);
  }

  private Callee outside(
      URI address, CalleeSettings callee, SSLContext trust, Predicate<InetAddress> allowed) {
    if (address.getHost() == null || !List.of("", "/").contains(address.getPath())) {
      throw new IllegalArgumentException(
          "The address of " + callee.name() + " is a host without a path, was " + address);
    }
    return switch (address.getScheme()) {
      case "http" -> outside(address, callee, HTTP_PORT, _ -> new PlainWire(0), allowed);
      case "https" ->
          outside(address, callee, HTTPS_PORT, host -> new TlsWire(trust, host), allowed);
      default ->
          throw new IllegalArgumentException(
              "The address of " + callee.name() + " is http or https, was " + address);
    };
  }

  /// All there is to see of each callee at this moment. Of those outside that were made anew, with
  /// other settings, the newest.
  public List<CalleeView> view() {
    return tended.stream().map(this::view).toList();
  }

  @Override
  public void close() {
    timeoutWatch.ifPresent(TimeoutWatch::close);
    discovery.close();
    connections.close();
  }

  private Callee outside(
      URI address,
      CalleeSettings callee,
      int portUsual,
      Dialer.Wires wires,
      Predicate<InetAddress> allowed) {
    int port = address.getPort() < 0 ? portUsual : address.getPort();
    var host = address.getHost().replaceAll("[\\[\\]]", "");
    var only = new Instance(callee.name(), host, port, Place.unknown());
    var roster = Roster.fixed(only);
    var terms = timeouts.terms(callee);
    var pools = connections.pools(terms, roster, wires, allowed);
    var writer = new RequestWriter(Manners.OUTSIDE, portUsual);
    var health = tend(Kind.OUTSIDE, callee, roster).health();
    return through(
        callee,
        List.of(
            new Trace(callee.name(), telemetry),
            new TimeLimit(terms, ticker),
            new Pick(roster, health, Pick.Counted.WHAT_MATTERS, ticker),
            new Transport(terms, Manners.OUTSIDE, writer, pools, ticker)));
  }

  /// What every attempt within the mesh goes through.
  private List<Stage> inside(CalleeSettings callee, Health health, Pick.Counted counted) {
    var terms = timeouts.terms(callee);
    var roster = roster(callee.name());
    var pools = connections.pools(terms, roster, _ -> new PlainWire(TRUST_NANOS));
    var writer = new RequestWriter(Manners.INSIDE, HTTP_PORT);
    return List.of(
        new Trace(callee.name(), telemetry),
        new TimeLimit(terms, ticker),
        new Discover(roster, settings.discovery().firstAnswer(), ticker),
        new Pick(roster, health, counted, ticker),
        new Transport(terms, Manners.INSIDE, writer, pools, ticker));
  }

  private Roster roster(String callee) {
    return rosters.computeIfAbsent(callee, discovery::roster);
  }

  /// Keeps from now on what is known of a callee.
  private Patient tend(Kind kind, CalleeSettings callee, Roster roster) {
    var means = new Patient.Means(settings.zone(), telemetry, random, ticker);
    var patient = Patient.of(kind, callee, means);
    var added = new Tended(patient, timeouts.terms(callee), roster);
    tended.removeIf(added::isStranger);
    tended.add(added);
    return patient;
  }

  private CalleeView view(Tended one) {
    var kind = one.patient.kind();
    return new CalleeView(
        kind,
        one.patient.state(ticker),
        one.roster.candidates().all(),
        kind == Kind.OUTSIDE ? Optional.empty() : discovery.age(one.terms.name()),
        one.terms.timeouts());
  }

  private static void pause(long nanos) {
    try {
      var _ = new CountDownLatch(1).await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Callee through(CalleeSettings callee, List<Stage> stages) {
    var way = Next.through(stages);
    return call -> way.call(Attempt.first(callee.name(), call, ticker.nanos()));
  }

  private TimeoutWatch follow(KeyValues operators) {
    var folder = settings.discovery().snapshots();
    return TimeoutWatch.start(settings.timeouts().caller(), operators, timeouts, folder, random);
  }
}
