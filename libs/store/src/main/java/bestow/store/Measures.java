package bestow.store;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// The metrics of a store. What every call counts is an adder that is read when somebody asks, as
/// it is on the path of a claim. Safe for use by many threads.
final class Measures {

  private static final String SCOPE = "bestow.store";
  private static final AttributeKey<String> SCRIPT = Spans.SCRIPT;
  private static final AttributeKey<String> OUTCOME =
      AttributeKey.stringKey("bestow.store.outcome");
  private static final double NANOS_PER_SECOND = 1e9;

  /// From an answer out of memory, 50 µs, to the longest time that a call may have.
  private static final List<Double> SECONDS =
      List.of(0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 5.0);

  private static final List<Long> CALLS = List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 512L);

  private final Meter meter;
  private final DoubleHistogram durations;
  private final LongHistogram batches;
  private final Map<Script, Attributes> attributes = new ConcurrentHashMap<>();
  private final LongAdder done = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder notSent = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private final LongAdder withdrawn = new LongAdder();
  private final List<Runnable> observers = new ArrayList<>();

  Measures(OpenTelemetry telemetry) {
    meter = telemetry.getMeter(SCOPE);
    durations =
        meter
            .histogramBuilder("bestow.store.script.duration")
            .setDescription("How long a caller waited for a script")
            .setUnit("s")
            .setExplicitBucketBoundariesAdvice(SECONDS)
            .build();
    batches =
        meter
            .histogramBuilder("bestow.store.batch.size")
            .setDescription("How many calls went out as one batch")
            .setUnit("{call}")
            .ofLongs()
            .setExplicitBucketBoundariesAdvice(CALLS)
            .build();
  }

  /// Begins to show the connections' state and what was counted.
  void observe(Nodes nodes) {
    observers.add(
        meter
                .upDownCounterBuilder("bestow.store.queue.depth")
                .setDescription("Calls that wait to be sent")
                .setUnit("{call}")
                .buildWithCallback(depth -> depth.record(nodes.waiting()))
            ::close);
    observers.add(
        meter
                .upDownCounterBuilder("bestow.store.connections.up")
                .setDescription("Connections that are open and logged in")
                .setUnit("{connection}")
                .buildWithCallback(up -> up.record(nodes.up()))
            ::close);
    observers.add(
        meter
                .counterBuilder("bestow.store.withdrawn")
                .setDescription("Calls whose time was up before they were sent")
                .setUnit("{call}")
                .buildWithCallback(count -> count.record(withdrawn.sum()))
            ::close);
    observers.add(
        meter
                .counterBuilder("bestow.store.calls")
                .setDescription("Calls by how they ended")
                .setUnit("{call}")
                .buildWithCallback(this::outcomes)
            ::close);
  }

  /// A batch was taken to be sent.
  void batch(int size) {
    batches.record(size);
  }

  /// A call's time was up before it was sent.
  void withdrew() {
    withdrawn.increment();
  }

  /// A call ended.
  void ended(Script script, long nanos, StoreReply reply) {
    durations.record(nanos / NANOS_PER_SECOND, attributes.computeIfAbsent(script, Measures::of));
    switch (reply) {
      case StoreReply.Done _ -> done.increment();
      case StoreReply.Failed _ -> failed.increment();
      case StoreReply.NotSent _ -> notSent.increment();
      case StoreReply.Unknown _ -> unknown.increment();
    }
  }

  /// Shows nothing any more.
  void close() {
    observers.forEach(Runnable::run);
  }

  private void outcomes(ObservableLongMeasurement calls) {
    calls.record(done.sum(), Attributes.of(OUTCOME, "done"));
    calls.record(failed.sum(), Attributes.of(OUTCOME, "failed"));
    calls.record(notSent.sum(), Attributes.of(OUTCOME, "not-sent"));
    calls.record(unknown.sum(), Attributes.of(OUTCOME, "unknown"));
  }

  private static Attributes of(Script script) {
    return Attributes.of(SCRIPT, script.name());
  }
}
