package bestow.mesh;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a caller thinks of a callee at this moment, to be shown. A copy; reading it changes
/// nothing.
///
/// @param callee the name of the callee
/// @param instances all instances on the last good list
/// @param firstSuccess the share of first attempts that went well lately; none while there were too
///     few
/// @param repeating whether a call that may be repeated would be
public record CalleeState(
    String callee,
    List<InstanceState> instances,
    Optional<Double> firstSuccess,
    boolean repeating) {

  public CalleeState {
    instances = List.copyOf(instances);
  }

  /// How an instance stands.
  public enum Standing {
    /// It gets its share.
    WELL,
    /// It was restored or is new, and its share still grows.
    WARMING,
    /// It is bad, and yet gets its share; see the reason.
    HELD,
    /// It gets nothing.
    EJECTED,
    /// It gets a few calls, to see whether it is well again.
    PROBING
  }

  /// One instance as the caller sees it.
  ///
  /// @param instance who
  /// @param standing how it stands
  /// @param success the share of its answers that were good lately; none while there were none
  /// @param samples how many answers that is
  /// @param ejectedFor how long it will still be out
  /// @param why the last transition of it, as a sentence; empty when there was none
  public record InstanceState(
      Instance instance,
      Standing standing,
      Optional<Double> success,
      long samples,
      Optional<Duration> ejectedFor,
      String why) {}
}
