package bestow.config;

import java.util.HashMap;
import java.util.Map;

/// Where the parts of a sound file stand, by path (`gifts[0].stock`). Immutable.
final class Positions {
  private final Map<String, Position> byPath;

  private Positions(Map<String, Position> byPath) {
    this.byPath = Map.copyOf(byPath);
  }

  static Positions of(Node root) {
    var byPath = new HashMap<String, Position>();
    gather(root, "", byPath);
    return new Positions(byPath);
  }

  /// The position of the value at the path, or of the nearest thing around it that the file holds.
  Position at(String path) {
    var found = byPath.get(path);
    if (found != null) {
      return found;
    }
    int dot = path.lastIndexOf('.');
    return dot < 0 ? Position.START : at(path.substring(0, dot));
  }

  private static void gather(Node node, String path, Map<String, Position> byPath) {
    byPath.put(path, node.position());
    switch (node) {
      case Node.Scalar _ -> {}
      case Node.Listing(_, var items) -> {
        for (int i = 0; i < items.size(); i++) {
          gather(items.get(i), path + "[" + i + "]", byPath);
        }
      }
      case Node.Mapping(_, var entries) ->
          entries.forEach(
              e -> gather(e.value(), path.isEmpty() ? e.key() : path + "." + e.key(), byPath));
    }
  }
}
