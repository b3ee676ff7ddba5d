package bestow.mesh;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The instances that may be called, those of the caller's own zone apart.
///
/// @param local those in the caller's zone
/// @param all all of them
record Candidates(List<Instance> local, List<Instance> all) {

  private static final Candidates NONE = new Candidates(List.of(), List.of());

  Candidates {
    local = List.copyOf(local);
    all = List.copyOf(all);
  }

  static Candidates none() {
    return NONE;
  }

  /// All of them, for a caller in `zone`.
  static Candidates of(String zone, List<Instance> all) {
    return new Candidates(all.stream().filter(i -> i.place().zone().equals(zone)).toList(), all);
  }

  /// Any one of the caller's zone, each as likely as the other, or else any one at all.
  Optional<Instance> pick(RandomGenerator random) {
    var from = local.isEmpty() ? all : local;
    return from.isEmpty() ? Optional.empty() : Optional.of(from.get(random.nextInt(from.size())));
  }
}
