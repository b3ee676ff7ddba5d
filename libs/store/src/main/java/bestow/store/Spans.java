package bestow.store;

import bestow.mesh.CallContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

/// The span of each call, a child of the span that its caller is in, named as OpenTelemetry's
/// conventions for Redis say. A call that is part of no sampled trace has none and costs next to
/// nothing. Safe for use by many threads.
final class Spans {

  static final AttributeKey<String> SCRIPT = AttributeKey.stringKey("db.stored_procedure.name");
  private static final AttributeKey<String> STATUS =
      AttributeKey.stringKey("db.response.status_code");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final String OPERATION = "EVALSHA";

  private final Tracer tracer;
  private final Attributes common;

  Spans(OpenTelemetry telemetry, StoreSettings settings) {
    tracer = telemetry.getTracer("bestow.store");
    common =
        Attributes.builder()
            .put("db.system.name", "redis")
            .put("db.operation.name", OPERATION)
            .put("db.namespace", "0")
            .put("server.address", settings.host())
            .put("server.port", settings.port())
            .build();
  }

  /// Begins the span of a call, or the span that records nothing.
  Span begin(Script script) {
    if (!CallContext.isBound()) {
      return Span.getInvalid();
    }
    Context trace = CallContext.current().trace();
    if (!Span.fromContext(trace).getSpanContext().isSampled()) {
      return Span.getInvalid();
    }
    return tracer
        .spanBuilder(OPERATION + " " + script.name())
        .setParent(trace)
        .setSpanKind(SpanKind.CLIENT)
        .setAllAttributes(common)
        .setAttribute(SCRIPT, script.name())
        .startSpan();
  }

  /// Ends the span of a call.
  void end(Span span, StoreReply reply) {
    if (!span.isRecording()) {
      return;
    }
    switch (reply) {
      case StoreReply.Done _ -> {}
      case StoreReply.Failed failed -> {
        span.setAttribute(STATUS, failed.code());
        fail(span, failed.code(), failed.error());
      }
      case StoreReply.NotSent(String why) -> fail(span, "not-sent", why);
      case StoreReply.Unknown(String why) -> fail(span, "unknown", why);
    }
    span.end();
  }

  private static void fail(Span span, String type, String why) {
    span.setAttribute(ERROR, type);
    span.setStatus(StatusCode.ERROR, why);
  }
}
