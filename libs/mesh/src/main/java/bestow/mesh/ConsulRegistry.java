package bestow.mesh;

import com.google.common.net.HostAndPort;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.kiwiproject.consul.Consul;
import org.kiwiproject.consul.model.health.ServiceHealth;
import org.kiwiproject.consul.option.ConsistencyMode;
import org.kiwiproject.consul.option.ImmutableQueryOptions;

/// Consul as a registry, asked through the machine's own agent by blocking queries. Any server may
/// answer, even one that has lost its leader: an old list is better than none.
final class ConsulRegistry implements Registry {

  private static final System.Logger LOG = System.getLogger(ConsulRegistry.class.getName());
  private static final String WAIT = "30s";
  private static final Duration CONNECT = Duration.ofSeconds(1);
  // Consul adds up to a sixteenth to the 30 s; the rest is for a slow network.
  private static final Duration READ = Duration.ofSeconds(36);

  private final Consul consul;

  ConsulRegistry(DiscoverySettings settings) {
    var builder =
        Consul.builder()
            .withHostAndPort(HostAndPort.fromParts(settings.host(), settings.port()))
            .withPing(false)
            .withConnectTimeoutMillis(CONNECT.toMillis())
            .withReadTimeoutMillis(READ.toMillis())
            .withWriteTimeoutMillis(CONNECT.toMillis());
    consul =
        settings.token().isEmpty()
            ? builder.build()
            : builder.withTokenAuth(settings.token()).build();
  }

  @Override
  public Reply list(String service, long index) {
    var query =
        ImmutableQueryOptions.builder()
            .index(BigInteger.valueOf(index))
            .wait(WAIT)
            .consistencyMode(ConsistencyMode.STALE)
            .build();
    try {
      var response = consul.healthClient().getHealthyServiceInstances(service, query);
      var instances =
          response.getResponse().stream()
              .flatMap(found -> instance(found).stream())
              .sorted(Comparator.comparing(Instance::id))
              .toList();
      return new Reply.Listed(response.getIndex().longValue(), instances);
    } catch (Exception silent) {
      // The client throws what it likes, even checked exceptions that it does not declare; whoever
      // asks must live on.
      if (silent instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return new Reply.Silent(reason(silent));
    }
  }

  @Override
  public void close() {
    consul.destroy();
  }

  private static String reason(Exception silent) {
    var cause = silent.getCause();
    return cause == null ? silent.toString() : silent.getMessage() + ": " + cause.getMessage();
  }

  private static Optional<Instance> instance(ServiceHealth found) {
    var service = found.getService();
    var tags = service.getTags();
    // Registered without an address of its own, a service is where its agent is.
    var host = service.getAddress().isEmpty() ? found.getNode().getAddress() : service.getAddress();
    try {
      var place =
          new Place(tag(tags, "zone"), tag(tags, "cluster"), tag(tags, "plane"), tag(tags, "lane"));
      return Optional.of(new Instance(service.getId(), host, service.getPort(), place));
    } catch (IllegalArgumentException unusable) {
      LOG.log(System.Logger.Level.WARNING, "Left out: {0}", unusable.getMessage());
      return Optional.empty();
    }
  }

  private static String tag(List<String> tags, String key) {
    var prefix = key + "=";
    return tags.stream()
        .filter(tag -> tag.startsWith(prefix))
        .map(tag -> tag.substring(prefix.length()))
        .findFirst()
        .orElse("");
  }
}
