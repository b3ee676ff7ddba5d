package bestow.mesh;

import java.util.List;

/// The instances of a callee that its last good list names.
///
/// @param version how many lists there were before
/// @param all them
record Candidates(long version, List<Instance> all) {

  Candidates {
    all = List.copyOf(all);
  }

  /// No list at all yet.
  static Candidates none() {
    return new Candidates(0, List.of());
  }

  /// The next list.
  Candidates next(List<Instance> instances) {
    return new Candidates(version + 1, instances);
  }
}
