package bestow.server;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.kiwiproject.consul.AgentClient;
import org.kiwiproject.consul.Consul;
import org.kiwiproject.consul.model.agent.ImmutableRegCheck;
import org.kiwiproject.consul.model.agent.ImmutableRegistration;

/// Keeps a service registered at the Consul agent of its machine, off every request's way: as soon
/// as it is ready, again when the agent has forgotten it, and with growing pauses while there is no
/// agent. Without Consul a service serves all the same; it is only not found. Safe for use by many
/// threads.
final class Registration implements AutoCloseable {

  private static final Logger LOG = Logs.of(Registration.class);

  /// The agent is on the same machine: longer than this it is as good as gone.
  private static final long AGENT_MILLIS_MAX = 1_000;

  /// One call that may be under way, and the one that takes the service out.
  private static final Duration CLOSE_MAX = Duration.ofMillis(2 * AGENT_MILLIS_MAX);

  private static final Duration READY_PAUSE = Duration.ofMillis(50);
  private static final Duration BACKOFF_MIN = Duration.ofMillis(200);
  private static final Duration BACKOFF_MAX = Duration.ofSeconds(5);

  private final ServerSettings settings;
  private final int port;
  private final String id;
  private final Health health;
  private final RandomGenerator random;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread keeper;

  private Registration(ServerSettings settings, int port, Health health, RandomGenerator random) {
    this.settings = settings;
    this.port = port;
    this.id = settings.instanceId(port);
    this.health = health;
    this.random = random;
    this.keeper = Thread.ofVirtual().name("consul-registration").unstarted(this::keep);
  }

  /// Begins to keep a service registered, unless its settings say that it does not register.
  static Registration start(
      ServerSettings settings, int port, Health health, RandomGenerator random) {
    var registration = new Registration(settings, port, health, random);
    if (settings.consul().registers()) {
      registration.keeper.start();
    }
    return registration;
  }

  /// Takes the service out of Consul. Bounded in time: an agent that does not answer finds out by
  /// its check.
  @Override
  public void close() {
    closed.countDown();
    try {
      if (keeper.isAlive() && !keeper.join(CLOSE_MAX)) {
        LOG.warning("Consul was not told that " + id + " leaves: it does not answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void keep() {
    // Made here: the client's libraries take seconds to load, and nobody waits for them.
    var consul = client(settings.consul());
    try {
      while (!health.isReady()) {
        if (pause(READY_PAUSE)) {
          return;
        }
      }
      keep(consul.agentClient());
      leave(consul.agentClient());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      consul.destroy();
    }
  }

  /// Looks after the registration until it is closed.
  private void keep(AgentClient agent) throws InterruptedException {
    int failures = 0;
    var next = Duration.ZERO;
    while (!pause(next)) {
      failures = see(agent) ? 0 : failures + 1;
      next = failures == 0 ? settings.consul().verifyInterval() : backoff(failures);
    }
  }

  /// Registers the service if the agent does not know it; whether it does now.
  private boolean see(AgentClient agent) {
    try {
      if (!agent.isRegistered(id)) {
        agent.register(registration());
        LOG.info("In Consul as " + id);
      }
      return true;
    } catch (RuntimeException e) {
      // ConsulException, and whatever else the client's libraries throw: it is tried again.
      LOG.warning(
          "Consul at %s:%d does not know %s yet: %s"
              .formatted(settings.consul().host(), settings.consul().port(), id, e.getMessage()));
      return false;
    }
  }

  private void leave(AgentClient agent) {
    try {
      agent.deregister(id);
      LOG.info("Out of Consul: " + id);
    } catch (RuntimeException e) {
      // ConsulException, and whatever else: the check will tell Consul.
      LOG.warning("Consul was not told that " + id + " leaves: " + e.getMessage());
    }
  }

  /// Half of the growing pause is left to chance, so that services that lost their agent together
  /// do not come back together.
  private Duration backoff(int failures) {
    long grown = BACKOFF_MIN.toMillis() << Math.min(failures - 1, 10);
    long most = Math.min(grown, BACKOFF_MAX.toMillis());
    return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
  }

  /// Whether the registration was closed during the pause.
  private boolean pause(Duration time) throws InterruptedException {
    return closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Only what Consul 1.8 knows: an agent refuses a field it has not heard of.
  private org.kiwiproject.consul.model.agent.Registration registration() {
    var listen = settings.listen();
    var consulSettings = settings.consul();
    var check =
        ImmutableRegCheck.builder()
            .name(settings.name() + " is fit")
            .http("http://" + listen.advertised() + ":" + port + "/health/fit")
            .interval(consulSettings.checkInterval().toMillis() + "ms")
            .timeout(consulSettings.checkTimeout().toMillis() + "ms")
            // One lost answer, from a long pause of the machine, is no reason to leave.
            .failuresBeforeCritical(1)
            .deregisterCriticalServiceAfter(consulSettings.forgetAfter().toSeconds() + "s")
            // It registers when it is ready, so nobody has to wait for the first check.
            .status("passing")
            .build();
    return ImmutableRegistration.builder()
        .id(id)
        .name(settings.registeredName())
        .address(listen.advertised())
        .port(port)
        .tags(tags())
        .check(check)
        .build();
  }

  private List<String> tags() {
    var place = settings.place();
    var tags = new ArrayList<String>();
    tags.add("zone=" + place.zone());
    tags.add("cluster=" + place.cluster());
    tags.add("plane=" + place.plane());
    if (!place.lane().isEmpty()) {
      tags.add("lane=" + place.lane());
    }
    return tags;
  }

  private static Consul client(ServerSettings.Consul settings) {
    var client =
        Consul.builder()
            .withUrl(URI.create("http://" + settings.host() + ":" + settings.port()).toString())
            .withPing(false)
            .withConnectTimeoutMillis(AGENT_MILLIS_MAX)
            .withReadTimeoutMillis(AGENT_MILLIS_MAX)
            .withWriteTimeoutMillis(AGENT_MILLIS_MAX);
    if (!settings.token().isEmpty()) {
      client.withTokenAuth(settings.token().reveal());
    }
    return client.build();
  }
}
