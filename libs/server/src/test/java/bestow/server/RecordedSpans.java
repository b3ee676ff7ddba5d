package bestow.server;

import bestow.testing.Eventually;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Telemetry whose spans a test reads. A span ends after its answer is sent, so a test waits.
final class RecordedSpans implements AutoCloseable {

  private final List<SpanData> spans = new CopyOnWriteArrayList<>();
  private final OpenTelemetrySdk sdk;

  RecordedSpans(Sampler sampler) {
    sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setSampler(Sampler.parentBased(sampler))
                    .addSpanProcessor(SimpleSpanProcessor.create(new Into(spans)))
                    .build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
  }

  Telemetry telemetry() {
    return Telemetry.of(sdk);
  }

  SpanData only() {
    return Eventually.valueWithin(
        Duration.ofSeconds(20),
        () -> spans.size() == 1 ? Optional.of(spans.getFirst()) : Optional.empty(),
        "there is one span");
  }

  List<SpanData> all() {
    return List.copyOf(spans);
  }

  @Override
  public void close() {
    sdk.close();
  }

  private record Into(List<SpanData> spans) implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> ended) {
      spans.addAll(ended);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
