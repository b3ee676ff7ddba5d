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
record ProviderSettings(
    Reach reach,
    Map<String, String> secrets,
    Duration sendWithin,
    int fastMax,
    int slowMax,
    double share) {

  ProviderSettings {
    secrets = Map.copyOf(secrets);
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
    return Math.max(1, (int) (share * concurrencyMax(lane)));
  }

  @Override
  public String toString() {
    return "ProviderSettings[reach=%s, secrets=%s, sendWithin=%s, fastMax=%d, slowMax=%d, share=%s]"
        .formatted(reach, secrets.keySet(), sendWithin, fastMax, slowMax, share);
  }
}
