package bestow.mesh;

/// How a caller gets along with a callee of which some instances, or all, are not well.
///
/// @param eject who is taken out
/// @param restore how they come back
/// @param retry what is tried again
/// @param spread who is called in the first place
/// @param bypass what an optional step may cost
public record HealSettings(
    EjectSettings eject,
    RestoreSettings restore,
    RetrySettings retry,
    SpreadSettings spread,
    BypassSettings bypass) {

  public HealSettings {
    if (eject.below() > retry.successMin()) {
      // Or instances would be thrown out while all is well enough to repeat calls for their sake.
      throw new IllegalArgumentException(
          "eject.below <= retry.success-min, was " + eject.below() + " and " + retry.successMin());
    }
    if (!eject.slow().isZero()
        && !retry.hedge().isZero()
        && retry.hedge().compareTo(eject.slow()) > 0) {
      throw new IllegalArgumentException(
          "retry.hedge <= eject.slow, was " + retry.hedge() + " and " + eject.slow());
    }
  }

  /// The usual of everything.
  public static HealSettings usual() {
    return new HealSettings(
        EjectSettings.usual(),
        RestoreSettings.usual(),
        RetrySettings.usual(),
        SpreadSettings.usual(),
        BypassSettings.usual());
  }

  /// The same with another rule for taking out.
  public HealSettings with(EjectSettings other) {
    return new HealSettings(other, restore, retry, spread, bypass);
  }

  /// The same with another way back.
  public HealSettings with(RestoreSettings other) {
    return new HealSettings(eject, other, retry, spread, bypass);
  }

  /// The same with another rule for trying again.
  public HealSettings with(RetrySettings other) {
    return new HealSettings(eject, restore, other, spread, bypass);
  }

  /// The same with another order of who is called.
  public HealSettings with(SpreadSettings other) {
    return new HealSettings(eject, restore, retry, other, bypass);
  }

  /// The same with another bound on what an optional step may cost.
  public HealSettings with(BypassSettings other) {
    return new HealSettings(eject, restore, retry, spread, other);
  }
}
