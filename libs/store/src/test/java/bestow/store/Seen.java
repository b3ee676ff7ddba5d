package bestow.store;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A real OpenTelemetry SDK that keeps what it is told, for tests to look at.
final class Seen implements SpanExporter, MetricReader {

  private final List<SpanData> spans = new CopyOnWriteArrayList<>();
  private final OpenTelemetrySdk sdk;
  private CollectionRegistration metrics = CollectionRegistration.noop();

  /// Sees every span that is begun, wanted or not, and every metric.
  Seen() {
    sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setSampler(Sampler.alwaysOn())
                    .addSpanProcessor(SimpleSpanProcessor.create(this))
                    .build())
            .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(this).build())
            .build();
  }

  OpenTelemetrySdk sdk() {
    return sdk;
  }

  /// The spans that have ended.
  List<SpanData> spans() {
    return List.copyOf(spans);
  }

  /// The names of all metrics.
  List<String> names() {
    return metrics.collectAllMetrics().stream().map(MetricData::getName).sorted().toList();
  }

  /// A counter's sum over those points whose attributes' text has this in it.
  long sum(String metric, String attribute) {
    return metrics.collectAllMetrics().stream()
        .filter(data -> data.getName().equals(metric))
        .flatMap(data -> data.getLongSumData().getPoints().stream())
        .filter(point -> point.getAttributes().toString().contains(attribute))
        .mapToLong(point -> point.getValue())
        .sum();
  }

  /// How often a histogram was recorded, over those points whose attributes' text has this in it.
  long count(String metric, String attribute) {
    return metrics.collectAllMetrics().stream()
        .filter(data -> data.getName().equals(metric))
        .flatMap(data -> data.getHistogramData().getPoints().stream())
        .filter(point -> point.getAttributes().toString().contains(attribute))
        .mapToLong(point -> point.getCount())
        .sum();
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> ended) {
    spans.addAll(ended);
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public void register(CollectionRegistration registration) {
    metrics = registration;
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
    return AggregationTemporality.CUMULATIVE;
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode forceFlush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public void close() {
    sdk.close();
  }
}
