package bestow.local;

import java.util.Map;

/// What the person who starts a run may choose, by environment.
///
/// @param replicas `REPLICAS`: how many of each service, 1 to 4, default 1
/// @param once `ONCE=1`: end after the first claim, with exit code 0 only if it was delivered
/// @param traces `TRACES=1`: a local Zipkin beside it
/// @param cluster `STORES=cluster`: quota and delivery each over a Redis Cluster of six processes
public record Options(int replicas, boolean once, boolean traces, boolean cluster) {
  // The fifth gateway's port would be Consul's.
  private static final int REPLICAS_MAX = 4;

  /// What the environment says; all of it is checked.
  static Options from(Map<String, String> environment) throws LaunchException {
    var replicas = environment.getOrDefault("REPLICAS", "");
    if (!replicas.matches("[1-" + REPLICAS_MAX + "]?")) {
      throw new LaunchException("REPLICAS is 1 to " + REPLICAS_MAX + ", was " + replicas + ".");
    }
    return new Options(
        replicas.isEmpty() ? 1 : Integer.parseInt(replicas),
        chosen("ONCE", environment),
        chosen("TRACES", environment),
        cluster(environment));
  }

  private static boolean cluster(Map<String, String> environment) throws LaunchException {
    return switch (environment.getOrDefault("STORES", "")) {
      case "", "single" -> false;
      case "cluster" -> true;
      case String other ->
          throw new LaunchException("STORES is single or cluster, was " + other + ".");
    };
  }

  private static boolean chosen(String name, Map<String, String> environment)
      throws LaunchException {
    return switch (environment.getOrDefault(name, "")) {
      case "", "0" -> false;
      case "1" -> true;
      case String other -> throw new LaunchException(name + " is 1 or nothing, was " + other + ".");
    };
  }
}
