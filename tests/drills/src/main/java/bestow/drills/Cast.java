package bestow.drills;

import bestow.drills.Crowd.User;
import bestow.drills.History.Delivery;
import bestow.local.Doors;
import bestow.local.Home;
import bestow.local.Issuer;
import bestow.local.Joining;
import bestow.local.LaunchException;
import bestow.local.Launcher;
import bestow.local.Live;
import bestow.local.Part;
import bestow.local.Ports;
import bestow.local.Processes;
import bestow.local.Progress;
import bestow.local.Publication;
import bestow.local.Readiness;
import bestow.local.Secrets;
import bestow.mesh.Ticker;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The processes of a drill, and what is done to them.
final class Cast implements AutoCloseable {
  private static final URI CONSUL = URI.create("http://127.0.0.1:8500");
  private static final Duration PART_LIMIT = Duration.ofSeconds(90);
  private static final Duration GRACE = Duration.ofSeconds(10);

  /// How many users there are.
  static final int USERS = 600;

  private final Site site;
  private final Progress progress;
  private final Ticker ticker;
  private final Processes processes;
  private final Readiness readiness;
  private final Launcher launcher;
  private final Joining joining;
  private final Issuer issuer;
  private final String operatorToken;
  private final Doors doors;
  private final Relays relays;
  private final Map<String, Live> lives = new LinkedHashMap<>();
  private Optional<Edge> edge = Optional.empty();

  private Cast(Site site, Home home, Progress progress, Ticker ticker, SecureRandom random)
      throws IOException, GeneralSecurityException {
    this.site = site;
    this.progress = progress;
    this.ticker = ticker;
    this.processes = new Processes(home, ticker, GRACE);
    this.readiness = new Readiness(home, progress, ticker, PART_LIMIT);
    this.operatorToken = Secrets.fresh(random);
    var secrets = new Secrets(home.local("data/secrets"), random);
    this.joining = new Joining(home, secrets, ticker);
    this.launcher = new Launcher(home, secrets, site.options(), operatorToken);
    this.issuer = Issuer.open(home.local("identity"));
    this.doors = new Doors(ticker);
    this.relays = new Relays(ticker, random);
  }

  /// A site's processes, none of which runs yet.
  static Cast of(Site site, Home home, Progress progress, Ticker ticker, SecureRandom random)
      throws IOException, GeneralSecurityException {
    return new Cast(site, home, progress, ticker, random);
  }

  /// Starts everything, and puts the campaigns on.
  void open(InstantSource clock) throws LaunchException, IOException, InterruptedException {
    var stores = site.stores(launcher.stores());
    var services = site.parts(launcher.table(issuer));
    var taken = Ports.taken(Stream.concat(stores.stream(), services.stream()).toList());
    if (!taken.isEmpty()) {
      throw new LaunchException(String.join("\n", taken) + "\nNo drill can run beside it.");
    }
    readiness.await(launch(stores));
    launcher.join(joining);
    readiness.await(launch(services));
    var relayed = services.stream().filter(part -> site.relayed().contains(part.name())).toList();
    relays.open(relayed, doors, CONSUL);
    edge = Optional.of(new Edge(gateways(), ticker));
    var publication = new Publication(doors, ticker, launcher.addresses().config(), operatorToken);
    for (var wish : site.wishes()) {
      publication.publish(
          wish.campaign(),
          wish.file(clock.instant(), number -> provider(number).resolve("/gifts")));
      for (var gateway : gateways()) {
        publication.awaitPush(gateway, wish.campaign());
      }
    }
  }

  /// Signs users in.
  List<User> signIn(InstantSource clock)
      throws LaunchException, GeneralSecurityException, InterruptedException {
    var users = new ArrayList<User>(USERS);
    for (int i = 0; i < USERS; i++) {
      var name = "drill-" + i;
      var token = doors.signIn(launcher.addresses().gateway(), issuer.token(name, clock));
      users.add(new User(name, token));
    }
    return users;
  }

  /// A partner who sells, where security knows of one.
  Shop shop(Shop.Terms terms, InstantSource clock) {
    var security = URI.create(live("security-1").part().address());
    return new Shop(new Shop.Places(gateways(), security, operatorToken), terms, ticker, clock);
  }

  /// What users claim through.
  Edge edge() {
    return edge.orElseThrow();
  }

  /// The page of the first gateway's mesh.
  URI mesh() {
    int metrics = live("gateway-1").part().ports().getLast();
    return URI.create("http://127.0.0.1:" + metrics + "/mesh");
  }

  Relays relays() {
    return relays;
  }

  /// Who asks how it all stands.
  Operator operator() {
    int providers = site.replicas().getOrDefault("sandbox-provider", 1);
    return new Operator(doors, instance -> live(instance).part(), operatorToken, providers);
  }

  /// The providers' own ledgers.
  List<Delivery> ledger() throws LaunchException, InterruptedException {
    return Ledger.deliveries(operator().ledgers());
  }

  /// What users have by the providers' own ledgers.
  List<Ledger.Owned> owned() throws LaunchException, InterruptedException {
    return Ledger.owned(operator().ledgers());
  }

  /// The ledger of one provider.
  List<Delivery> ledger(int number) throws LaunchException, InterruptedException {
    return Ledger.deliveries(operator().ledger(number));
  }

  /// How the stock of what a crowd claims stands, all its gifts together.
  Ledger.Stock stock(Wish wish) throws LaunchException, InterruptedException {
    return operator().stock(wish);
  }

  /// Says a command to one process of a cluster.
  String say(String owner, int port, String... words)
      throws LaunchException, IOException, InterruptedException {
    return joining.say(owner, port, words);
  }

  /// Has a provider misbehave.
  ///
  /// @param number which, from 1
  /// @param faults in the words of its `PUT /faults`
  void misbehave(int number, String faults) throws LaunchException, InterruptedException {
    int admin = live("sandbox-provider-" + number).part().ports().getLast();
    var door = URI.create("http://127.0.0.1:" + admin + "/faults");
    var answer = doors.put(door, Map.of("Content-Type", "application/json"), faults);
    if (!answer.isGood()) {
      throw new LaunchException("The provider takes no faults: " + answer);
    }
  }

  /// The processes that run, but for the providers', which are somebody else's.
  List<Process> processes() {
    return List.copyOf(processesByName().values());
  }

  /// The same by their names.
  Map<String, Process> processesByName() {
    return lives.entrySet().stream()
        .filter(live -> !live.getValue().part().name().equals("sandbox-provider"))
        .filter(live -> live.getValue().process().isAlive())
        .collect(Collectors.toMap(Map.Entry::getKey, live -> live.getValue().process()));
  }

  /// How long what runs under this name has used a processor, in seconds.
  double cpuSeconds(String instance) throws IOException {
    return Kernel.cpuSeconds(List.of(live(instance).process()));
  }

  /// What runs under this name.
  Part part(String instance) {
    return live(instance).part();
  }

  /// Starts what is no part of the platform, and returns when it is ready.
  void start(List<Part> others) throws LaunchException, IOException, InterruptedException {
    readiness.await(launch(others));
  }

  /// `kill -9`.
  void kill(String... instances) throws IOException, InterruptedException {
    for (var instance : instances) {
      if (relays.has(instance)) {
        relays.of(instance).behave(new Fault.Dead());
      }
      live(instance).process().destroyForcibly();
    }
    for (var instance : instances) {
      live(instance).process().waitFor();
    }
  }

  /// Starts what was killed, and returns when it is ready.
  void start(String... instances) throws LaunchException, IOException, InterruptedException {
    var parts = Stream.of(instances).map(one -> live(one).part()).toList();
    parts.forEach(part -> edge().starts(URI.create(part.address())));
    readiness.await(launch(parts));
    parts.forEach(part -> edge().isReady(URI.create(part.address())));
    for (var instance : instances) {
      if (relays.has(instance)) {
        relays.of(instance).behave(new Fault.Well());
      }
    }
  }

  /// Lets a process hang: it holds its connections and does nothing.
  void pause(String instance) throws IOException, InterruptedException {
    signal(instance, "STOP");
  }

  /// Lets it go on.
  void resume(String instance) throws IOException, InterruptedException {
    signal(instance, "CONT");
  }

  /// Has an instance behave so.
  void behave(String instance, Fault fault) throws IOException {
    relays.of(instance).behave(fault);
  }

  @Override
  public void close() {
    edge.ifPresent(Edge::close);
    doors.close();
    try {
      relays.close();
      processes.stop();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException failed) {
      progress.complain("A relay stays: " + failed);
    }
  }

  private List<URI> gateways() {
    return lives.values().stream()
        .map(Live::part)
        .filter(part -> part.name().equals("gateway"))
        .map(part -> URI.create(part.address()))
        .toList();
  }

  private List<Live> launch(List<Part> parts) throws LaunchException {
    var started = new ArrayList<Live>();
    for (var part : parts) {
      started.add(processes.start(part));
      lives.put(part.id(), started.getLast());
    }
    return started;
  }

  private void signal(String instance, String signal) throws IOException, InterruptedException {
    var pid = Long.toString(live(instance).process().pid());
    if (new ProcessBuilder("kill", "-" + signal, pid).start().waitFor() != 0) {
      throw new IOException(instance + " takes no signal");
    }
  }

  private Live live(String instance) {
    return Optional.ofNullable(lives.get(instance))
        .orElseThrow(() -> new IllegalArgumentException("nothing runs as " + instance));
  }

  private URI provider(int number) {
    return URI.create(live("sandbox-provider-" + number).part().address());
  }
}
