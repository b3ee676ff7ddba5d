package bestow.mesh;

import java.time.Duration;
import java.util.Optional;

/// How calls are spread over a callee's instances.
///
/// @param plane the plane whose instances are called first; empty for all alike
/// @param help what those of the other plane are for
/// @param load how much of its capacity an instance uses when all are well, which says how much a
///     neighbour can take over; above 0, below 1; 0.6
/// @param spillMax how much of the other plane's capacity may be used, as a share of it; 0 to 1;
///     0.2
/// @param holdDown how long calls stay with whoever took them over, before they come back little by
///     little, in as much time as an instance takes to warm up; 0 to 10 min; 30 s
/// @param memory how long a plane's instances are still counted that are listed no more: what they
///     did, others have to do; 0 to 1 h; 10 min
public record SpreadSettings(
    String plane, Help help, double load, double spillMax, Duration holdDown, Duration memory) {

  /// What the instances of the other plane are for.
  public enum Help {
    /// They are never called.
    NONE,
    /// They stand idle as a backup that could carry everything.
    BACKUP,
    /// They have work of their own, and take over what they have room for.
    NEIGHBOUR
  }

  public SpreadSettings {
    Range.share("spread.load", load, 0.05, 0.95);
    Range.share("spread.spill-max", spillMax, 0, 1);
    Range.time("spread.hold-down", holdDown, Duration.ZERO, Duration.ofMinutes(10));
    Range.time("spread.memory", memory, Duration.ZERO, Duration.ofHours(1));
    if (plane.isEmpty() && help != Help.NONE) {
      throw new IllegalArgumentException(
          "spread.help is none without a spread.plane, since nobody is of another one, was "
              + help);
    }
  }

  /// Whether instances of that plane are called first.
  boolean isOwn(String other) {
    return plane.isEmpty() || plane.equals(other);
  }

  /// What a call bears that goes to an instance of that plane.
  Optional<Mark> mark(String other) {
    if (isOwn(other)) {
      return Optional.empty();
    }
    return switch (help) {
      case NONE -> Optional.empty();
      case BACKUP -> Optional.of(Mark.BACKED_UP);
      case NEIGHBOUR -> Optional.of(Mark.SPILLED);
    };
  }

  /// All alike.
  public static SpreadSettings usual() {
    return new SpreadSettings(
        "", Help.NONE, 0.6, 0.2, Duration.ofSeconds(30), Duration.ofMinutes(10));
  }

  /// The same with a plane to call first, and with what the other one is for.
  public SpreadSettings plane(String plane, Help help) {
    return new SpreadSettings(plane, help, load, spillMax, holdDown, memory);
  }
}
