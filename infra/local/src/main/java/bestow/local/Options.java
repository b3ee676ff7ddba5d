package bestow.local;

import java.util.Map;

/// What the person who starts a run may choose, by environment.
///
/// @param replicas `REPLICAS`: how many of each service, 1 to 4, default 1
/// @param once `ONCE=1`: end after the first claim, with exit code 0 only if it was delivered
/// @param traces `TRACES=1`: a local Zipkin beside it
/// @param cluster `STORES=cluster`: quota and delivery each over a Redis Cluster of six processes
/// @param caches `CACHES=none`: as if there were no class caches
public record Options(
    int replicas, boolean once, boolean traces, boolean cluster, ClassCaches caches) {
  // The fifth gateway's port would be Consul's.
  private static final int REPLICAS_MAX = 4;

  /// One of each that stays, without extras, with class caches where there are some.
  public static final Options PLAIN = new Options(1, false, false, false, ClassCaches.USED);

  /// The same over clusters, where quota and delivery can have them.
  public static final Options CLUSTERS = new Options(1, false, false, true, ClassCaches.USED);

  /// The first for a measurement, which is not to depend on what was built besides.
  public static final Options BARE = new Options(1, false, false, false, ClassCaches.NONE);

  /// A run that is there for what the JVMs learn in it.
  static final Options REHEARSAL = new Options(1, true, false, false, ClassCaches.WRITTEN);

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
        cluster(environment),
        caches(environment));
  }

  private static ClassCaches caches(Map<String, String> environment) throws LaunchException {
    return switch (environment.getOrDefault("CACHES", "")) {
      case "" -> ClassCaches.USED;
      case "none" -> ClassCaches.NONE;
      case String other ->
          throw new LaunchException("CACHES is none or nothing, was " + other + ".");
    };
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
