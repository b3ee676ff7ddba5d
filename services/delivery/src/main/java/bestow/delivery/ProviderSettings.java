package bestow.delivery;

import bestow.wire.config.Lane;
import java.time.Duration;
import java.util.Map;

/// How providers may be called.
///
/// @param reach which addresses they may have
/// @param secrets what proves to them that we are we, by name; never shown
/// @param sendWithin how long after its beginning an attempt may be handed to the network
/// @param fastMax how many calls to fast providers may be under way
/// @param slowMax how many calls to slow providers may be under way
/// @param share which part of those one provider may have, above 0 to 1
/// @param pace how fast a provider is called that has no pace of its own
/// @param paces how fast others are called, by provider
record ProviderSettings(
    Reach reach,
    Map<String, String> secrets,
    Duration sendWithin,
    int fastMax,
    int slowMax,
    double share,
    PaceSettings pace,
    Map<String, PaceSettings> paces) {

  ProviderSettings {
    secrets = Map.copyOf(secrets);
    paces = Map.copyOf(paces);
  }

  /// How fast that provider is called.
  PaceSettings pace(String provider) {
    return paces.getOrDefault(provider, pace);
  }

  /// How many calls to providers of that lane may be under way.
  int concurrencyMax(Lane lane) {
    return switch (lane) {
      case FAST -> fastMax;
      case SLOW -> slowMax;
    };
  }

  /// How many of those one provider may have; at least one.
  int eachMax(Lane lane) {
    return eachMax(concurrencyMax(lane));
  }

  /// How many of so many one provider may have; at least one.
  int eachMax(int max) {
    return Math.max(1, (int) (share * max));
  }

  @Override
  public String toString() {
    return "ProviderSettings[reach=%s, secrets=%s, sendWithin=%s, fastMax=%d, slowMax=%d, share=%s, pace=%s, paces=%s]"
        .formatted(reach, secrets.keySet(), sendWithin, fastMax, slowMax, share, pace, paces);
  }
}
