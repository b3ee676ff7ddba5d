package bestow.server;

import java.time.Duration;

/// When an instance finds itself unfit to serve. [#from(Settings)] has each key, its range and its
/// default.
///
/// @param successMin below this share of requests that did not fail by its own fault it goes out;
///     0 for never
/// @param successBack at this share it comes back before its time, if it is still asked
/// @param requestsMin without so many requests in the window nothing is concluded
/// @param window how long is looked back
/// @param out how long it stays out the first time; each time doubles it
/// @param outMax how long at most
record FitnessSettings(
    double successMin,
    double successBack,
    int requestsMin,
    Duration window,
    Duration out,
    Duration outMax) {

  FitnessSettings {
    if (successBack < successMin) {
      throw new IllegalArgumentException(
          "fitness.success-back is not below fitness.success-min, was %s below %s"
              .formatted(successBack, successMin));
    }
    if (outMax.compareTo(out) < 0) {
      throw new IllegalArgumentException(
          "fitness.out-max is not below fitness.out, was %s below %s"
              .formatted(Quantity.text(outMax), Quantity.text(out)));
    }
  }

  static FitnessSettings from(Settings settings) {
    return new FitnessSettings(
        settings.share("fitness.success-min", 0.5),
        settings.share("fitness.success-back", 0.8),
        settings.integer("fitness.requests-min", 20, 1, 1_000_000),
        settings.duration(
            "fitness.window",
            Duration.ofSeconds(10),
            Duration.ofMillis(100),
            Duration.ofMinutes(10)),
        settings.duration(
            "fitness.out", Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofMinutes(10)),
        settings.duration(
            "fitness.out-max", Duration.ofMinutes(2), Duration.ofMillis(100), Duration.ofHours(1)));
  }
}
