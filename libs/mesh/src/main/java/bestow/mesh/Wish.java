package bestow.mesh;

import java.util.Optional;

/// What a caller wants of the instance that is chosen.
///
/// @param avoid whom it has been to already
/// @param reach how far it may go
/// @param fit whether it may be a probe: it does no harm if it fails
record Wish(Optional<Instance> avoid, View.Reach reach, boolean fit) {

  private static final Wish PLAIN = new Wish(Optional.empty(), View.Reach.ANYWHERE, false);
  private static final Wish FIT = new Wish(Optional.empty(), View.Reach.ANYWHERE, true);

  /// Of a call that must not be risked.
  static Wish plain() {
    return PLAIN;
  }

  /// Of a call that may be a probe.
  static Wish fitForProbe() {
    return FIT;
  }

  /// The same, anywhere but there.
  Wish not(Instance other) {
    return new Wish(Optional.of(other), reach, false);
  }

  /// The same within another reach.
  Wish within(View.Reach other) {
    return new Wish(avoid, other, fit);
  }
}
