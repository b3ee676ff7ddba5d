package bestow.server;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What a process tells about itself: spans by OTLP, metrics for Prometheus. Set by the standard
/// `OTEL_*` variables; without them no span leaves the process. Safe for use by many threads.
public final class Telemetry implements AutoCloseable {

  /// The name of all that this project measures.
  private static final String SCOPE = "bestow";

  /// A collector that does not answer must not hold up the end of a process.
  private static final long CLOSE_SECONDS_MAX = 3;

  private final OpenTelemetry api;
  private final AutoCloseable end;
  private final OperatorsDoor operators;

  private Telemetry(OpenTelemetry api, AutoCloseable end, OperatorsDoor operators) {
    this.api = api;
    this.end = end;
    this.operators = operators;
  }

  /// Telemetry that goes to an OpenTelemetry of the caller's, who also ends it.
  public static Telemetry of(OpenTelemetry api) {
    return new Telemetry(api, () -> {}, new OperatorsDoor());
  }

  /// Telemetry that goes nowhere.
  public static Telemetry none() {
    return of(OpenTelemetry.noop());
  }

  /// The telemetry of a service. Where the OpenTelemetry agent runs in the process, its SDK is
  /// used.
  ///
  /// @throws StartException where an `OTEL_*` variable is wrong or the port for metrics is taken
  public static Telemetry start(ServerSettings settings) throws StartException {
    if (GlobalOpenTelemetry.isSet()) {
      return of(GlobalOpenTelemetry.get());
    }
    var listen = settings.listen();
    if (listen.metricsPort() != 0) {
      PortCheck.check(listen.host(), listen.metricsPort(), "metrics.port");
    }
    try {
      var operators = new OperatorsDoor();
      var sdk =
          AutoConfiguredOpenTelemetrySdk.builder()
              .disableShutdownHook()
              .addPropertiesCustomizer(config -> missing(config, defaults(settings, config)))
              .addMeterProviderCustomizer(
                  (meters, config) ->
                      listen.metricsPort() == 0
                          ? meters
                          : meters.registerMetricReader(metrics(config, operators)))
              .addResourceCustomizer((given, _) -> resource(settings).merge(given))
              .build()
              .getOpenTelemetrySdk();
      return new Telemetry(sdk, () -> shutdown(sdk), operators);
    } catch (RuntimeException e) {
      // The SDK has exceptions of several kinds, of which some are not public.
      throw new StartException("Telemetry cannot start, see the OTEL_* variables: " + e);
    }
  }

  /// What stands beside the metrics.
  OperatorsDoor operators() {
    return operators;
  }

  /// The whole API, for libraries that want it.
  public OpenTelemetry api() {
    return api;
  }

  /// Makes spans.
  public Tracer tracer() {
    return api.getTracer(SCOPE);
  }

  /// Makes instruments. Names that begin with `bestow.` stand in the dictionary of infra/telemetry.
  public Meter meter() {
    return api.getMeter(SCOPE);
  }

  /// Writes the trace into headers and reads it from them.
  public TextMapPropagator propagator() {
    return api.getPropagators().getTextMapPropagator();
  }

  /// Sends what is left, for at most a few seconds.
  @Override
  public void close() {
    try {
      end.close();
    } catch (Exception e) {
      // AutoCloseable says Exception; ours throw none.
      throw new IllegalStateException("Telemetry did not end", e);
    }
  }

  /// What holds unless a variable says otherwise.
  private static Map<String, String> defaults(ServerSettings settings, ConfigProperties config) {
    var listen = settings.listen();
    boolean collector =
        config.getString("otel.exporter.otlp.endpoint") != null
            || config.getString("otel.exporter.otlp.traces.endpoint") != null;
    boolean told = collector || config.getString("otel.traces.exporter") != null;
    var defaults = new HashMap<String, String>();
    defaults.put("otel.service.name", settings.name());
    defaults.put("otel.traces.exporter", collector ? "otlp" : "none");
    // Prometheus asks at a listener of ours, which shows the mesh as well.
    defaults.put("otel.metrics.exporter", "none");
    defaults.put("otel.logs.exporter", "none");
    defaults.put("otel.exporter.otlp.protocol", "http/protobuf");
    defaults.put("otel.exporter.otlp.timeout", "5000");
    defaults.put("otel.exporter.prometheus.host", listen.host());
    defaults.put("otel.exporter.prometheus.port", Integer.toString(listen.metricsPort()));
    defaults.put("otel.propagators", "tracecontext");
    // With nobody to tell, spans of our own would cost and serve nothing; a caller's decision to
    // record is passed on all the same.
    defaults.put(
        "otel.traces.sampler", told ? "parentbased_traceidratio" : "parentbased_always_off");
    defaults.put("otel.traces.sampler.arg", Double.toString(settings.traceShare()));
    defaults.put("otel.bsp.schedule.delay", "1000");
    defaults.put("otel.bsp.max.queue.size", "4096");
    return defaults;
  }

  private static PrometheusHttpServer metrics(ConfigProperties config, OperatorsDoor operators) {
    return PrometheusHttpServer.builder()
        .setHost(config.getString("otel.exporter.prometheus.host", "127.0.0.1"))
        .setPort(config.getInt("otel.exporter.prometheus.port", 0))
        .setDefaultHandler(operators)
        .build();
  }

  private static Map<String, String> missing(
      ConfigProperties config, Map<String, String> defaults) {
    var missing = new HashMap<>(defaults);
    missing.keySet().removeIf(key -> config.getString(key) != null);
    return missing;
  }

  private static Resource resource(ServerSettings settings) {
    return Resource.create(
        Attributes.builder()
            .put("service.namespace", "bestow")
            .put("service.instance.id", settings.instanceId(settings.listen().port()))
            .put("cloud.availability_zone", settings.place().zone())
            .put("bestow.cluster", settings.place().cluster())
            .build());
  }

  private static void shutdown(OpenTelemetrySdk sdk) {
    sdk.shutdown().join(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
  }
}
