package bestow.server;

import bestow.mesh.Criticality;
import bestow.mesh.Deadline;
import bestow.mesh.Mark;
import bestow.mesh.Ticker;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What all doors of a server have in common: clock, limit, telemetry, and how a request's headers
/// become a deadline, a criticality and a parent span. Safe for use by many threads.
final class Doorkeeper {

  private static final HeaderName DEADLINE = HeaderNames.create("Bestow-Deadline-Ms");
  private static final HeaderName CRITICALITY = HeaderNames.create("Bestow-Criticality");
  private static final HeaderName MARKS = HeaderNames.create("Bestow-Marks");
  private static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");
  private static final HeaderName TRACE = HeaderNames.create("Bestow-Trace");
  private static final double NANOS_PER_SECOND = 1e9;

  /// Seconds. Those of the semantic conventions, and 0.02, where optional steps are cut off.
  private static final List<Double> BUCKETS =
      List.of(
          0.005, 0.01, 0.02, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);

  private final Ticker ticker;
  private final Admission admission;
  private final Fitness fitness;
  private final Health health;
  private final Audience audience;
  private final long workNanosMax;
  private final Tracer tracer;
  private final TextMapPropagator propagator;
  private final DoubleHistogram durations;

  Doorkeeper(
      Ticker ticker, ServerSettings settings, Health health, Fitness fitness, Telemetry telemetry) {
    this.ticker = ticker;
    this.admission = new Admission(settings.admission(), telemetry, ticker);
    this.fitness = fitness;
    this.health = health;
    this.audience = settings.audience();
    this.workNanosMax = settings.limits().work().toNanos();
    this.tracer = telemetry.tracer();
    this.propagator = telemetry.propagator();
    this.durations =
        telemetry
            .meter()
            .histogramBuilder("http.server.request.duration")
            .setUnit("s")
            .setDescription("How long requests took")
            .setExplicitBucketBoundariesAdvice(BUCKETS)
            .build();
  }

  long nanos() {
    return ticker.nanos();
  }

  Admission admission() {
    return admission;
  }

  boolean isLeaving() {
    return health.isLeaving();
  }

  /// The span of whoever asked; none where nobody says, or where the caller is not to be trusted.
  Context parent(ServerRequest request) {
    var headers = request.headers();
    if (audience == Audience.USERS || !headers.contains(TRACEPARENT)) {
      return Context.root();
    }
    return propagator.extract(Context.root(), headers, HeaderGetter.INSTANCE);
  }

  /// The moment until which the caller waits, never later than the server works on anything.
  Deadline deadline(ServerRequest request, long began) {
    if (audience == Audience.USERS) {
      return new Deadline(began + workNanosMax);
    }
    return new Deadline(began + Math.min(workNanosMax, asked(request.headers())));
  }

  /// How much the request matters; where nobody says, reading matters less than doing.
  Criticality criticality(ServerRequest request, Route route) {
    var otherwise = route.method().equals("GET") ? Criticality.QUERY : Criticality.COMMIT;
    if (audience == Audience.USERS) {
      return otherwise;
    }
    return request.headers().first(CRITICALITY).flatMap(Criticality::of).orElse(otherwise);
  }

  /// What has been done for the request on its way; nothing where the caller is not to be trusted.
  Set<Mark> marks(ServerRequest request) {
    if (audience == Audience.USERS) {
      return Set.of();
    }
    return request.headers().first(MARKS).map(Mark::of).orElse(Set.of());
  }

  /// Begins the span of a request.
  Span span(Route route, ServerRequest request, Context parent) {
    var span =
        tracer
            .spanBuilder(route.spanName())
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .startSpan();
    if (span.isRecording()) {
      var local = request.localPeer();
      span.setAttribute(Route.METHOD, route.method());
      span.setAttribute(Route.SCHEME, "http");
      span.setAttribute("url.path", request.path().rawPath());
      span.setAttribute("server.address", local.host());
      span.setAttribute("server.port", local.port());
      span.setAttribute("client.address", request.remotePeer().host());
      span.setAttribute("network.protocol.version", "1.1");
      if (!route.pattern().isEmpty()) {
        span.setAttribute(Route.ROUTE, route.pattern());
      }
    }
    return span;
  }

  /// Tells a user which trace to speak of when asking for help; other services know it anyway.
  void tellTrace(Span span, ServerResponse response) {
    if (audience == Audience.USERS && span.isRecording()) {
      response.header(TRACE, span.getSpanContext().getTraceId());
    }
  }

  /// Ends a request's span and notes how long the request took.
  ///
  /// @param status what was answered; [Route#UNANSWERED] where the connection ended first
  void answered(Route route, int status, long nanos, Span span) {
    fitness.answered(status);
    durations.record(nanos / NANOS_PER_SECOND, route.answered(status), Context.root().with(span));
    if (span.isRecording()) {
      if (status != Route.UNANSWERED) {
        span.setAttribute(Route.STATUS, (long) status);
      }
      if (status >= 500) {
        span.setAttribute(Route.ERROR, Integer.toString(status));
        span.setStatus(StatusCode.ERROR);
      }
    }
    span.end();
  }

  private static long asked(Headers headers) {
    if (!headers.contains(DEADLINE)) {
      return Long.MAX_VALUE;
    }
    try {
      long millis = Long.parseLong(headers.get(DEADLINE).get());
      return Duration.ofMillis(Math.clamp(millis, 0, Integer.MAX_VALUE)).toNanos();
    } catch (NumberFormatException e) {
      // A header nobody of ours writes: as good as none.
      return Long.MAX_VALUE;
    }
  }

  /// Lets the propagator read headers without making a name of each word anew.
  private enum HeaderGetter implements TextMapGetter<ServerRequestHeaders> {
    INSTANCE;

    private static final HeaderName TRACESTATE = HeaderNames.create("tracestate");

    @Override
    public Iterable<String> keys(ServerRequestHeaders headers) {
      return headers.stream().map(header -> header.headerName().lowerCase()).toList();
    }

    @Override
    public @Nullable String get(@Nullable ServerRequestHeaders headers, String key) {
      if (headers == null) {
        return null;
      }
      var name =
          switch (key) {
            case "traceparent" -> TRACEPARENT;
            case "tracestate" -> TRACESTATE;
            default -> HeaderNames.create(key);
          };
      return headers.contains(name) ? headers.get(name).get() : null;
    }
  }
}
