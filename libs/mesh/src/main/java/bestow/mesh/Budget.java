package bestow.mesh;

/// What may be spent on extra calls: each call saves up a little, and each extra one costs one. Not
/// safe for use by many threads.
final class Budget {

  private static final double NANOS_PER_SECOND = 1e9;

  private final double perCall;
  private final double perSecond;
  private final double max;
  private double saved;
  private long at;

  /// @param perCall what a call saves up
  /// @param perSecond what a second saves up, whatever the traffic
  /// @param max the most that is saved up
  /// @param start what there is at first
  Budget(double perCall, double perSecond, double max, double start) {
    this.perCall = perCall;
    this.perSecond = perSecond;
    this.max = max;
    this.saved = Math.min(max, start);
  }

  /// A call is made.
  void save(long now) {
    if (now > at) {
      saved += perSecond * (now - at) / NANOS_PER_SECOND;
      at = now;
    }
    saved = Math.min(max, saved + perCall);
  }

  /// Whether an extra call can be paid.
  boolean affords() {
    // Sums of tenths come out a little below what they should be.
    return saved >= 1 - 1e-9;
  }

  /// Spends one, if there is one.
  boolean take() {
    if (!affords()) {
      return false;
    }
    saved -= 1;
    return true;
  }

  /// Gives one back that was taken and not used.
  void giveBack() {
    saved = Math.min(max, saved + 1);
  }
}
