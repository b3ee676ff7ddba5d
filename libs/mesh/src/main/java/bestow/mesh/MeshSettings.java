package bestow.mesh;

/// What a whole mesh, as one process has it, needs to know.
///
/// @param zone where this process stands; its callees in the same zone are preferred
/// @param cluster which cluster it belongs to; callees of others are never called
/// @param discovery how callees are found
/// @param timeouts how timeouts are changed and judged
public record MeshSettings(
    String zone, String cluster, DiscoverySettings discovery, TimeoutSettings timeouts) {

  public MeshSettings {
    if (cluster.isBlank()) {
      throw new IllegalArgumentException("A process belongs to a cluster, none was given");
    }
  }

  /// The same with timeouts that nobody changes while the process runs.
  public MeshSettings(String zone, String cluster, DiscoverySettings discovery) {
    this(zone, cluster, discovery, TimeoutSettings.unchanging());
  }
}
