package bestow.gateway;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.time.Instant;
import java.util.List;

/// What is seen of paid orders; a partner is named only once it has proved to be one. For any
/// number of threads.
final class PaidMeters {
  private static final AttributeKey<String> PARTNER = AttributeKey.stringKey("bestow.partner");
  private static final AttributeKey<String> OUTCOME =
      AttributeKey.stringKey("bestow.claim.outcome");
  // Seconds to a day: a stream is late by queues and outages, not by milliseconds.
  private static final List<Double> SECONDS =
      List.of(0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 600.0, 1_800.0, 7_200.0, 86_400.0);

  private final LongCounter orders;
  private final DoubleHistogram lag;

  PaidMeters(Meter meter) {
    this.orders =
        meter
            .counterBuilder("bestow.paid.orders")
            .setUnit("{order}")
            .setDescription("Paid orders, by how they were answered")
            .build();
    this.lag =
        meter
            .histogramBuilder("bestow.paid.lag")
            .setUnit("s")
            .setDescription("From a paid order's payment to its first good answer")
            .setExplicitBucketBoundariesAdvice(SECONDS)
            .build();
  }

  /// A partner's order was answered.
  void answered(PaidOrder order, Answer answer, Instant now) {
    orders.add(1, Attributes.of(PARTNER, order.partner(), OUTCOME, answer.outcome()));
    switch (answer) {
      case Answer.Delivered(var body) -> lagged(order, body.repeated() == null, now);
      case Answer.Processing(var body) -> lagged(order, body.repeated() == null, now);
      case Answer.No _ -> {}
    }
  }

  private void lagged(PaidOrder order, boolean first, Instant now) {
    if (first)
      lag.record(order.lag(now).toMillis() / 1000.0, Attributes.of(PARTNER, order.partner()));
  }
}
