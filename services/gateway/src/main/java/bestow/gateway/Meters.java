package bestow.gateway;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/// What gateway counts beside what every service does. For any number of threads.
final class Meters {
  private static final AttributeKey<String> OUTCOME =
      AttributeKey.stringKey("bestow.claim.outcome");

  private final Meter meter;
  private final LongCounter claims;
  private final LongCounter unsettled;
  private final LongCounter bypassed;
  private final LongCounter turnedAway;
  // One entry for each outcome there is, two dozen at most.
  private final ConcurrentHashMap<String, Attributes> outcomes = new ConcurrentHashMap<>();

  Meters(Meter meter) {
    this.meter = meter;
    this.claims =
        meter
            .counterBuilder("bestow.claim.outcomes")
            .setUnit("{claim}")
            .setDescription("Claims, by how they were answered")
            .build();
    this.unsettled =
        meter
            .counterBuilder("bestow.settle.dropped")
            .setUnit("{order}")
            .setDescription("Ended orders that quota was not told of; their hold's expiry asks")
            .build();
    this.bypassed =
        meter
            .counterBuilder("bestow.step.bypassed")
            .setUnit("{event}")
            .setDescription("Events that reporting was not told of")
            .build();
    this.turnedAway =
        meter
            .counterBuilder("bestow.gone.claims")
            .setUnit("{claim}")
            .setDescription("Claims that were asked about together, and found their gift gone")
            .build();
  }

  /// A claim was answered.
  void claim(String outcome) {
    claims.add(1, outcomes.computeIfAbsent(outcome, word -> Attributes.of(OUTCOME, word)));
  }

  /// An ended order was dropped.
  void unsettled() {
    unsettled.add(1);
  }

  /// Events were bypassed.
  void bypassed(long events) {
    bypassed.add(events);
  }

  /// A claim found its gift gone, without going all the way.
  void turnedAway() {
    turnedAway.add(1);
  }

  /// Shows how many gifts were gone lately.
  void goneGifts(IntSupplier remembered) {
    meter
        .gaugeBuilder("bestow.gone.gifts")
        .ofLongs()
        .setUnit("{gift}")
        .setDescription("Gifts that are remembered to have been gone")
        .buildWithCallback(measurement -> measurement.record(remembered.getAsInt()));
  }

  /// Shows how many ended orders wait to be settled.
  void unsettledWaiting(IntSupplier waiting) {
    meter
        .gaugeBuilder("bestow.settle.waiting")
        .ofLongs()
        .setUnit("{order}")
        .setDescription("Ended orders that wait to be settled")
        .buildWithCallback(measurement -> measurement.record(waiting.getAsInt()));
  }
}
