package bestow.bench;

import bestow.local.LaunchException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What can be measured.
enum What {
  /// What a claim costs, beside a floor and a peer.
  CLAIM,
  /// What the mesh itself costs, beside a bare connection and resilience4j.
  MESH;

  /// The word for it.
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What `ONLY` asks for; everything where it says nothing.
  static List<What> asked(Map<String, String> environment) throws LaunchException {
    return switch (environment.getOrDefault("ONLY", "")) {
      case "" -> List.of(values());
      case "claim" -> List.of(CLAIM);
      case "mesh" -> List.of(MESH);
      case String other ->
          throw new LaunchException(
              "ONLY is claim or mesh, or nothing for both, was " + other + ".");
    };
  }
}
