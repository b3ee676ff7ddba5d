package bestow.delivery;

import bestow.delivery.Finding.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/// What comparing with providers counts. For any number of threads.
final class Drift {

  private static final AttributeKey<String> KIND = AttributeKey.stringKey("bestow.delivery.kind");

  /// By shard.
  private final Map<Kind, AtomicIntegerArray> open = new EnumMap<>(Kind.class);

  private final LongCounter found;
  private final LongCounter sampled;

  Drift(Meter meter) {
    for (var kind : Kind.values()) {
      open.put(kind, new AtomicIntegerArray(OrderNumber.SHARDS));
    }
    found =
        meter
            .counterBuilder("bestow.delivery.found")
            .setUnit("{finding}")
            .setDescription("What providers had otherwise than delivery, as it was found")
            .build();
    sampled =
        meter
            .counterBuilder("bestow.delivery.sampled")
            .setUnit("{order}")
            .setDescription("Orders that providers were asked about to compare")
            .build();
    meter
        .gaugeBuilder("bestow.delivery.drift")
        .ofLongs()
        .setUnit("{finding}")
        .setDescription("What providers have otherwise and a person has to look at, as last seen")
        .buildWithCallback(
            measurement ->
                open.forEach(
                    (kind, shards) ->
                        measurement.record(
                            IntStream.range(0, OrderNumber.SHARDS).map(shards::get).sum(),
                            Attributes.of(KIND, kind.word()))));
  }

  /// One was found.
  void found(Kind kind) {
    found.add(1, Attributes.of(KIND, kind.word()));
  }

  /// A provider was asked about one.
  void sampled() {
    sampled.add(1);
  }

  /// So many findings of a shard wait for a person.
  void seen(int shard, Map<Kind, Integer> findings) {
    open.forEach((kind, shards) -> shards.set(shard, findings.getOrDefault(kind, 0)));
  }
}
