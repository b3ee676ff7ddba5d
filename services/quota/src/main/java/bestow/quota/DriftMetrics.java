package bestow.quota;

import bestow.quota.Finding.Kind;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/// What comparing ledgers counts. Safe for use by many threads.
final class DriftMetrics {
  /// By shard.
  private final Map<Kind, AtomicIntegerArray> open = new EnumMap<>(Kind.class);

  private final LongCounter compared;
  private final LongCounter repaired;

  DriftMetrics(Meter meter) {
    for (var kind : Kind.values()) {
      open.put(kind, new AtomicIntegerArray(Layout.SHARDS));
    }
    compared =
        meter
            .counterBuilder("bestow.quota.compared")
            .setUnit("{order}")
            .setDescription("Orders whose stock was compared with delivery's ledger")
            .build();
    repaired =
        meter
            .counterBuilder("bestow.quota.repaired")
            .setUnit("{order}")
            .setDescription("Orders that differed from delivery's ledger and were mended")
            .build();
    meter
        .gaugeBuilder("bestow.quota.drift")
        .ofLongs()
        .setUnit("{finding}")
        .setDescription("What does not add up and a person has to look at, as last seen")
        .buildWithCallback(
            measurement -> {
              open.forEach(
                  (kind, shards) ->
                      measurement.record(
                          IntStream.range(0, Layout.SHARDS).map(shards::get).sum(),
                          Attributes.of(QuotaMetrics.KIND, kind.word())));
            });
  }

  /// So many were compared.
  void compared(int orders) {
    compared.add(orders);
  }

  /// One was mended.
  void repaired() {
    repaired.add(1);
  }

  /// So many of a shard wait for a person.
  void drift(int shard, Map<Kind, Integer> findings) {
    open.forEach((kind, shards) -> shards.set(shard, findings.getOrDefault(kind, 0)));
  }
}
