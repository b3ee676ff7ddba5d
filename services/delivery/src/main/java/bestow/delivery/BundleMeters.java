package bestow.delivery;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;

/// What is counted of bundles. For any number of threads.
final class BundleMeters {

  private static final double MILLIS = 1_000;

  // From a delivery that goes well to a provider that is down for a day.
  private static final List<Double> SECONDS =
      List.of(0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 600.0, 7_200.0, 86_400.0);

  private final LongCounter ended;
  private final DoubleHistogram time;
  private final LongCounter takenBack;

  BundleMeters(Meter meter) {
    this.ended =
        meter
            .counterBuilder("bestow.delivery.bundles")
            .setUnit("{bundle}")
            .setDescription("Bundles at their end: delivered, or refused")
            .build();
    this.time =
        meter
            .histogramBuilder("bestow.delivery.bundles.time")
            .setUnit("s")
            .setDescription("From a bundle's first step to its end")
            .setExplicitBucketBoundariesAdvice(SECONDS)
            .build();
    this.takenBack =
        meter
            .counterBuilder("bestow.delivery.bundles.undone")
            .setUnit("{order}")
            .setDescription("Delivered orders taken back, since their bundle is not given")
            .build();
  }

  /// It has its end.
  void ended(Bundle bundle) {
    var outcome = Attributes.of(Meters.OUTCOME, bundle.state().word());
    ended.add(1, outcome);
    time.record((bundle.changedAt() - bundle.acceptedAt()) / MILLIS, outcome);
  }

  /// An order is being taken back.
  void takenBack() {
    takenBack.add(1);
  }
}
