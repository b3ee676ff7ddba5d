package bestow.mesh;

import java.time.Duration;
import java.util.Optional;

/// What there is to know about how an attempt went, whatever its outcome.
///
/// @param callee the name of the service that was called
/// @param instance the instance of it that was picked; none when the attempt ended before
/// @param attempt which attempt of the call it was, from 1
/// @param phase how far the attempt came
/// @param bytesSent how many bytes of the request were handed to the network, headers included
/// @param elapsed how long the attempt took
public record Trail(
    String callee,
    Optional<Instance> instance,
    int attempt,
    Phase phase,
    long bytesSent,
    Duration elapsed) {

  /// The instance's address, or what stands in for it where none was picked, for messages.
  public String peer() {
    return instance.map(Instance::address).orElse("no instance");
  }
}
