package bestow.mesh;

import java.util.List;

/// Where an instance stands and what it is for; an empty word where its registration does not say.
///
/// @param zone the data centre, such as `a`
/// @param cluster the cluster, such as `prod-1`; calls never leave it
/// @param plane `query` or `claim`
/// @param lane `fast` or `slow`
public record Place(String zone, String cluster, String plane, String lane) {

  public Place {
    for (var word : List.of(zone, cluster, plane, lane)) {
      if (!word.chars().allMatch(c -> c > ' ' && c < 127)) {
        throw new IllegalArgumentException(
            "A place is told in printable ASCII without spaces, was '" + word + "'");
      }
    }
  }

  /// A place that says nothing of itself, as outside the mesh.
  public static Place unknown() {
    return new Place("", "", "", "");
  }
}
