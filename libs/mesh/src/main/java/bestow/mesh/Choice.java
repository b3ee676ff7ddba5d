package bestow.mesh;

/// An instance that was chosen for an attempt, and the time of its life in which it was: what comes
/// of an attempt that began before a transition says nothing about the time after it.
///
/// @param vitals whose
/// @param life which time of its life
/// @param warmFrom since when its share grows, as time since the start
/// @param warmUntil when it has its whole share
record Choice(Vitals vitals, int life, long warmFrom, long warmUntil) {

  Instance instance() {
    return vitals.instance();
  }

  /// Its share of what a warm instance gets.
  double weight(long now, double least) {
    if (now >= warmUntil) {
      return 1;
    }
    double warmed = (double) Math.max(0, now - warmFrom) / (warmUntil - warmFrom);
    return least + (1 - least) * warmed;
  }
}
