package bestow.mesh;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Makes an attempt visible: a client span where the asker's own span is being recorded, and always
/// a duration in the histogram. Names are those of OpenTelemetry's semantic conventions.
final class Trace implements Stage {

  static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
  static final AttributeKey<String> ROUTE = AttributeKey.stringKey("url.template");
  static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
  static final AttributeKey<Long> RESENDS = AttributeKey.longKey("http.request.resend_count");
  static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  static final AttributeKey<String> PEER = AttributeKey.stringKey("peer.service");

  // The bounds that the conventions advise, and 20 ms, which is what an optional step may take.
  private static final List<Double> BOUNDS =
      List.of(
          0.005, 0.01, 0.02, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0);
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int ERROR_STATUS_MIN = 400;
  // Far more than the routes of a callee times the statuses it gives.
  private static final int LABELS_MAX = 1000;

  private record Label(Method method, String route, long status, String error) {}

  private final String callee;
  private final Tracer tracer;
  private final DoubleHistogram duration;
  private final ConcurrentMap<Label, Attributes> labels = new ConcurrentHashMap<>();

  Trace(String callee, OpenTelemetry telemetry) {
    this.callee = callee;
    this.tracer = telemetry.getTracer("bestow.mesh");
    this.duration =
        telemetry
            .getMeter("bestow.mesh")
            .histogramBuilder("http.client.request.duration")
            .setUnit("s")
            .setDescription("Duration of HTTP client requests.")
            .setExplicitBucketBoundariesAdvice(BOUNDS)
            .build();
  }

  @Override
  public Outcome call(Attempt attempt, Next next) {
    boolean recording = Span.fromContext(attempt.context().trace()).isRecording();
    var outcome = recording ? traced(attempt, next) : next.call(attempt);
    measure(attempt, outcome);
    return outcome;
  }

  private Outcome traced(Attempt attempt, Next next) {
    var call = attempt.call();
    var context = attempt.context();
    var span =
        tracer
            .spanBuilder(call.method() + " " + call.route())
            .setParent(context.trace())
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(METHOD, call.method().name())
            .setAttribute(ROUTE, call.route())
            .setAttribute(PATH, path(call))
            .setAttribute(PEER, callee)
            .startSpan();
    if (attempt.number() > 1) {
      span.setAttribute(RESENDS, attempt.number() - 1L);
    }
    try {
      var outcome = next.call(attempt.in(context.traced(context.trace().with(span))));
      describe(span, outcome);
      return outcome;
    } finally {
      span.end();
    }
  }

  private static void describe(Span span, Outcome outcome) {
    outcome
        .trail()
        .instance()
        .ifPresent(
            instance -> {
              span.setAttribute(ADDRESS, instance.host());
              span.setAttribute(PORT, (long) instance.port());
            });
    status(outcome).ifPresent(status -> span.setAttribute(STATUS, status));
    error(outcome)
        .ifPresent(
            error -> {
              span.setAttribute(ERROR, error);
              span.setStatus(StatusCode.ERROR, why(outcome));
            });
  }

  private void measure(Attempt attempt, Outcome outcome) {
    var label =
        new Label(
            attempt.call().method(),
            attempt.call().route(),
            status(outcome).orElse(0L),
            error(outcome).orElse(""));
    var known = labels.get(label);
    if (known == null) {
      known = attributes(label);
      if (labels.size() < LABELS_MAX) {
        labels.put(label, known);
      }
    }
    double seconds = outcome.trail().elapsed().toNanos() / NANOS_PER_SECOND;
    duration.record(seconds, known, attempt.context().trace());
  }

  /// The callee's name stands for its address here: instances come and go, and each would leave a
  /// series behind.
  private Attributes attributes(Label label) {
    var attributes =
        Attributes.builder()
            .put(METHOD, label.method().name())
            .put(ROUTE, label.route())
            .put(ADDRESS, callee);
    if (label.status() > 0) {
      attributes.put(STATUS, label.status());
    }
    if (!label.error().isEmpty()) {
      attributes.put(ERROR, label.error());
    }
    return attributes.build();
  }

  private static String path(Call call) {
    int query = call.path().indexOf('?');
    return query < 0 ? call.path() : call.path().substring(0, query);
  }

  private static Optional<Long> status(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered -> Optional.of((long) answered.status());
      case Outcome.Refused _ -> Optional.of(503L);
      case Outcome.Unreadable unreadable -> Optional.of((long) unreadable.status());
      case Outcome.NotSent _, Outcome.MaybeApplied _ -> Optional.empty();
    };
  }

  private static Optional<String> error(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered ->
          answered.status() < ERROR_STATUS_MIN
              ? Optional.empty()
              : Optional.of(Integer.toString(answered.status()));
      case Outcome.Refused _ -> Optional.of("refused");
      case Outcome.NotSent _ -> Optional.of("not-sent");
      case Outcome.MaybeApplied _ -> Optional.of("maybe-applied");
      case Outcome.Unreadable _ -> Optional.of("unreadable");
    };
  }

  private static String why(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered _ -> "";
      case Outcome.Refused _ -> "refused by the callee";
      case Outcome.NotSent(var why, _) -> why;
      case Outcome.MaybeApplied(var why, _) -> why;
      case Outcome.Unreadable(_, var why, _) -> why;
    };
  }
}
