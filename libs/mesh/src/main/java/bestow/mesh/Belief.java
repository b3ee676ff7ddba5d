package bestow.mesh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// What is believed of a registry's list. A registry that loses its memory, its leader or its faith
/// in our token forgets instances that are well; one that is right about a dead instance is only
/// sooner than whoever calls it. So additions are believed at once and losses within reason.
///
/// @param instances who may be called
/// @param doubtedSinceNanos since when the registry lists far fewer than are known; none where it
///     does not
record Belief(List<Instance> instances, Optional<Long> doubtedSinceNanos) {

  // Of fewer than four, half is one instance more or less.
  private static final int KNOWN_MIN = 4;

  Belief {
    instances = List.copyOf(instances);
  }

  static Belief nothing() {
    return new Belief(List.of(), Optional.empty());
  }

  /// A list that is not doubted.
  static Belief in(List<Instance> instances) {
    return new Belief(instances, Optional.empty());
  }

  /// What is believed after the registry has spoken.
  ///
  /// - Nobody at all is never proof: it also comes when all fail their checks.
  /// - Fewer than half of at least four are doubted: who is missing stays, until the registry has
  ///   said so for `hold`.
  /// - Anything else is believed.
  Belief after(List<Instance> said, Duration hold, long now) {
    if (said.isEmpty()) {
      return in(instances);
    }
    if (instances.size() < KNOWN_MIN || said.size() * 2 >= instances.size()) {
      return in(said);
    }
    long since = doubtedSinceNanos.orElse(now);
    return now - since >= hold.toNanos()
        ? in(said)
        : new Belief(together(said), Optional.of(since));
  }

  boolean isDoubted() {
    return doubtedSinceNanos.isPresent();
  }

  private List<Instance> together(List<Instance> said) {
    var ids = new HashSet<String>();
    said.forEach(instance -> ids.add(instance.id()));
    var all = new ArrayList<>(said);
    instances.stream().filter(instance -> !ids.contains(instance.id())).forEach(all::add);
    return all;
  }
}
