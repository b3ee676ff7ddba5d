package bestow.mesh;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// All there is to see of one callee at this moment. A copy; reading it changes nothing.
///
/// @param state what its caller thinks of it and of the instances that were called
/// @param listed the last good list of its instances
/// @param listAge how long ago the registry last confirmed that list; none where there is none
/// @param timeouts the timeouts in force and who set them
public record CalleeView(
    CalleeState state, List<Instance> listed, Optional<Duration> listAge, Timeouts timeouts) {

  public CalleeView {
    listed = List.copyOf(listed);
  }
}
