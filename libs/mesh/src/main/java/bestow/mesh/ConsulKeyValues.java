package bestow.mesh;

import java.io.IOException;
import java.util.HashMap;
import org.kiwiproject.consul.Consul;

/// Consul's key-value store, asked through the machine's own agent.
final class ConsulKeyValues implements KeyValues {

  private final Consul consul;

  ConsulKeyValues(DiscoverySettings settings) {
    consul = ConsulAgent.client(settings);
  }

  @Override
  public Reply under(String prefix, long index) {
    try {
      var response =
          consul.keyValueClient().getConsulResponseWithValues(prefix, ConsulAgent.since(index));
      long given = response.getIndex().longValue();
      if (given <= 0) {
        // That nothing is there is said with an index; without one it was not Consul that spoke.
        throw new IOException("an answer without X-Consul-Index");
      }
      var found = new HashMap<String, String>();
      // No key at all comes as 404 and no body.
      if (response.getResponse() != null) {
        for (var value : response.getResponse()) {
          found.put(value.getKey().substring(prefix.length()), value.getValueAsString().orElse(""));
        }
      }
      return new Reply.Listed(given, found);
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
}
