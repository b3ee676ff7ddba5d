package bestow.mesh;

/// Where an instance stands and what it is for; an empty word where its registration does not say.
///
/// @param zone the data centre, such as `a`
/// @param cluster the cluster, such as `prod-1`; calls never leave it
/// @param plane `query` or `claim`
/// @param lane `fast` or `slow`
public record Place(String zone, String cluster, String plane, String lane) {

  /// A place that says nothing of itself, as outside the mesh.
  public static Place unknown() {
    return new Place("", "", "", "");
  }
}
