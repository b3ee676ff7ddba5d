package bestow.mesh;

import java.util.Optional;

/// Where a mesh learns what is not in its settings.
///
/// @param registry who is there to be called
/// @param operators what is changed while it runs; none where nothing is
record Sources(Registry registry, Optional<KeyValues> operators) {

  /// Consul for both; operators are heard where the settings say under which name.
  static Sources consul(MeshSettings settings) {
    var discovery = settings.discovery();
    return new Sources(
        new ConsulRegistry(discovery),
        settings.timeouts().caller().isEmpty()
            ? Optional.empty()
            : Optional.of(new ConsulKeyValues(discovery)));
  }

  /// A registry alone.
  static Sources of(Registry registry) {
    return new Sources(registry, Optional.empty());
  }
}
