package bestow.mesh;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// All there is to see of one callee at this moment. A copy; reading it changes nothing.
///
/// @param kind what it is to its caller
/// @param state what its caller thinks of it and of the instances that were called
/// @param listed the last good list of its instances
/// @param listAge how long ago the registry last confirmed that list; none where there is none
/// @param timeouts the timeouts in force and who set them
public record CalleeView(
    Kind kind,
    CalleeState state,
    List<Instance> listed,
    Optional<Duration> listAge,
    Timeouts timeouts) {

  /// What a callee is to its caller.
  public enum Kind {
    /// A service of the mesh whose answers are needed.
    CORE,
    /// A service of the mesh that may be left out; never called a second time.
    OPTIONAL,
    /// A service outside the mesh, at a fixed address; never called a second time by the mesh.
    OUTSIDE
  }

  public CalleeView {
    listed = List.copyOf(listed);
  }
}
