package bestow.simulation;

/// The life of one process, from its start to its death.
public final class Life {
  private boolean dead;

  /// Whether it has died.
  public boolean isDead() {
    return dead;
  }

  /// It dies here and now: whatever it was doing ends before its next step.
  void die() {
    dead = true;
  }
}
