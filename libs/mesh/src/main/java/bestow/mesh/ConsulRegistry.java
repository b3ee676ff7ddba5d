package bestow.mesh;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.kiwiproject.consul.Consul;
import org.kiwiproject.consul.model.health.ServiceHealth;

/// Consul as a registry, asked through the machine's own agent.
final class ConsulRegistry implements Registry {

  private static final System.Logger LOG = System.getLogger(ConsulRegistry.class.getName());
  private final Consul consul;

  ConsulRegistry(DiscoverySettings settings) {
    consul = ConsulAgent.client(settings);
  }

  @Override
  public Reply list(String service, long index) {
    try {
      var response =
          consul.healthClient().getHealthyServiceInstances(service, ConsulAgent.since(index));
      var instances =
          response.getResponse().stream()
              .flatMap(found -> instance(found).stream())
              .sorted(Comparator.comparing(Instance::id))
              .toList();
      return new Reply.Listed(response.getIndex().longValue(), instances);
    } catch (Exception silent) {
      // The client throws what it likes, even checked exceptions that it does not declare; whoever
      // asks must live on.
      return new Reply.Silent(ConsulAgent.reason(silent));
    }
  }

  @Override
  public void close() {
    consul.destroy();
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
